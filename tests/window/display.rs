//! A virtual display, and the program running on it.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// Asks again and again until there is an answer.
pub(crate) fn wait_for<T>(mut ask: impl FnMut() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(began.elapsed() < PATIENCE, "waited for a minute in vain");
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// An X server without a screen.
pub(crate) struct Display {
    server: Child,
    name: String,
}

impl Display {
    /// Starts a server on a free number.
    pub(crate) fn start() -> Self {
        // left alone between two clients, a server that resets would drop the program that is just starting
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb is installed");
        let mut number = String::new();
        let out = server.stdout.take().expect("a pipe");
        BufReader::new(out).read_line(&mut number).expect("the server says its number");
        Self { server, name: format!(":{}", number.trim()) }
    }
}

impl Drop for Display {
    fn drop(&mut self) {
        drop(self.server.kill());
        drop(self.server.wait());
    }
}

/// The program in its window.
pub(crate) struct Program<'a> {
    display: &'a Display,
    child: Child,
    window: String,
}

impl<'a> Program<'a> {
    /// Starts the program with settings and journals of its own, and waits for its window.
    pub(crate) fn start(display: &'a Display, home: &Path, paths: &[&Path]) -> Self {
        Self::start_by(display, home, paths, Command::new(env!("CARGO_BIN_EXE_glossator")))
    }

    /// Does that where there is no network, if the system allows taking it away.
    pub(crate) fn start_without_network(display: &'a Display, home: &Path, paths: &[&Path]) -> Option<Self> {
        let apart = ["--user", "--map-root-user", "--net"];
        let allowed = Command::new("unshare").args(apart).arg("true").status();
        if !allowed.is_ok_and(|status| status.success()) {
            return None;
        }
        let mut command = Command::new("unshare");
        command.args(apart).arg(env!("CARGO_BIN_EXE_glossator"));
        Some(Self::start_by(display, home, paths, command))
    }

    fn start_by(display: &'a Display, home: &Path, paths: &[&Path], mut command: Command) -> Self {
        let child = command
            .args(paths)
            .env("DISPLAY", &display.name)
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env("HOME", home)
            .env("XDG_CONFIG_HOME", home.join("config"))
            .env("XDG_STATE_HOME", home.join("state"))
            .env("XDG_RUNTIME_DIR", home)
            .env("LIBGL_ALWAYS_SOFTWARE", "1")
            .stderr(Stdio::null())
            .spawn()
            .expect("the program starts");
        let mut program = Self { display, child, window: String::new() };
        program.window = wait_for(|| {
            let found = program.tool(&["search", "--onlyvisible", "--name", "Glossator"]);
            found.lines().next().map(str::to_owned)
        });
        // without a window manager nobody gives the window the keyboard, and one that is not shown yet cannot take it
        program.tool(&["windowfocus", "--sync", &program.window]);
        program.tool(&["windowsize", &program.window, "1400", "900"]);
        program.tool(&["windowmove", &program.window, "0", "0"]);
        program
    }

    fn tool(&self, arguments: &[&str]) -> String {
        let output = Command::new("xdotool")
            .args(arguments)
            .env("DISPLAY", &self.display.name)
            .output()
            .expect("xdotool is installed");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    fn title(&self) -> String {
        self.tool(&["getwindowname", &self.window])
    }

    /// Waits until the title says something.
    pub(crate) fn wait_for_title(&self, wanted: &str) {
        wait_for(|| self.title().contains(wanted).then_some(()));
    }

    /// Waits until the title does not say something any more.
    pub(crate) fn wait_for_title_without(&self, unwanted: &str) {
        wait_for(|| (!self.title().contains(unwanted)).then_some(()));
    }

    /// Presses keys, one after the other.
    pub(crate) fn keys(&self, keys: &[&str]) {
        for key in keys {
            self.tool(&["key", key]);
            std::thread::sleep(Duration::from_millis(60));
        }
    }

    /// Types text into the field that has the focus.
    pub(crate) fn type_text(&self, text: &str) {
        self.tool(&["type", "--delay", "8", text]);
        std::thread::sleep(Duration::from_millis(100));
    }

    /// Runs a command through the palette.
    pub(crate) fn command(&self, name: &str) {
        self.keys(&["ctrl+shift+p"]);
        self.type_text(name);
        self.keys(&["Return"]);
    }

    /// Clicks on the text, where no highlight lies in the example.
    pub(crate) fn click_text(&self) {
        self.tool(&["mousemove", "460", "524", "click", "1"]);
        std::thread::sleep(Duration::from_millis(100));
    }

    /// Returns the sockets that the program holds: what each is, and where it leads as far as the system says.
    pub(crate) fn sockets(&self) -> Vec<String> {
        let own = format!("/proc/{}", self.child.id());
        let links = std::fs::read_dir(format!("{own}/fd")).expect("its files can be listed");
        let links = links.filter_map(|entry| std::fs::read_link(entry.ok()?.path()).ok());
        let inodes: Vec<String> = links
            .filter_map(|link| Some(link.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned()))
            .collect();
        let mut found = Vec::new();
        for kind in ["unix", "tcp", "tcp6", "udp", "udp6", "raw", "raw6", "packet", "netlink"] {
            let table = std::fs::read_to_string(format!("{own}/net/{kind}")).unwrap_or_default();
            for line in table.lines().skip(1) {
                if inodes.iter().any(|inode| line.split_whitespace().any(|field| field == inode)) {
                    found.push(format!("{kind} {line}"));
                }
            }
        }
        assert!(found.len() >= inodes.len(), "each socket is of a known kind: {inodes:?} {found:?}");
        found
    }

    fn ticks(&self) -> u64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
        let field = |at: usize| fields.get(at).and_then(|field| field.parse::<u64>().ok()).unwrap_or(0);
        field(11) + field(12)
    }

    /// Returns how many clock ticks the program uses in two seconds of nothing.
    pub(crate) fn idle_ticks(&self) -> u64 {
        self.wait_until_idle();
        std::thread::sleep(Duration::from_secs(6)); // notes fade
        let before = self.ticks();
        std::thread::sleep(Duration::from_secs(2));
        self.ticks() - before
    }

    /// Waits until the program does nothing.
    pub(crate) fn wait_until_idle(&self) {
        wait_for(|| {
            let before = self.ticks();
            std::thread::sleep(Duration::from_millis(400));
            (self.ticks() <= before + 1).then_some(())
        });
    }

    /// Keeps a picture of the screen, when pictures are wanted.
    pub(crate) fn picture(&self, name: &str) {
        let Some(folder) = super::pictures() else { return };
        self.wait_until_idle();
        let path: PathBuf = folder.join(format!("{name}.png"));
        let status = Command::new("import")
            .args(["-window", "root"])
            .arg(&path)
            .env("DISPLAY", &self.display.name)
            .status()
            .expect("ImageMagick is installed");
        assert!(status.success(), "no picture of the screen");
    }

    /// Closes the window with the key and waits for the program's end.
    pub(crate) fn close(mut self) {
        self.keys(&["ctrl+q"]);
        let status = wait_for(|| self.child.try_wait().expect("the program can be asked"));
        assert!(status.success(), "the program ended with {status}");
    }
}

impl Drop for Program<'_> {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
