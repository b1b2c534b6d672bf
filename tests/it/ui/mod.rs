//! The window, by what people see and by the names they hear.

mod reader;
mod review;
mod window;
