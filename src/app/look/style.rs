//! The style of egui's own widgets.

use super::palette::{Palette, mix};
use super::{FONT_STRONG, HAIRLINE, RADIUS, SMALL, TEXT, UNIT, font};
use egui::style::{HandleShape, WidgetVisuals, Widgets};
use egui::{Color32, CornerRadius, FontId, Margin, Shadow, Stroke, Style, TextStyle, Visuals, vec2};

pub(super) fn style(palette: &Palette) -> Style {
    let mut style = Style { visuals: visuals(palette), ..Style::default() };
    style.text_styles = [
        (TextStyle::Small, FontId::proportional(SMALL)),
        (TextStyle::Body, FontId::proportional(TEXT)),
        (TextStyle::Button, FontId::proportional(TEXT)),
        (TextStyle::Heading, font(FONT_STRONG, 16.0)),
        (TextStyle::Monospace, FontId::monospace(12.5)),
    ]
    .into();
    let spacing = &mut style.spacing;
    spacing.item_spacing = vec2(2.0 * UNIT, 1.5 * UNIT);
    spacing.button_padding = vec2(2.0 * UNIT, UNIT);
    spacing.window_margin = Margin::same(12);
    spacing.menu_margin = Margin::same(6);
    spacing.interact_size = vec2(32.0, 24.0);
    spacing.indent = 4.0 * UNIT;
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 9.0;
    spacing.combo_width = 120.0;
    spacing.tooltip_width = 360.0;
    spacing.menu_width = 240.0;
    spacing.scroll = egui::style::ScrollStyle::thin();
    style.interaction.tooltip_delay = 0.35;
    style.interaction.selectable_labels = false;
    style.animation_time = 0.0;
    style
}

fn visuals(palette: &Palette) -> Visuals {
    let mut visuals = if palette.dark { Visuals::dark() } else { Visuals::light() };
    let line = |colour| Stroke::new(HAIRLINE, colour);
    let widget = |fill: Color32, border: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: line(border),
        corner_radius: CornerRadius::same(RADIUS),
        fg_stroke: line(palette.ink),
        expansion: 0.0,
    };
    visuals.widgets = Widgets {
        noninteractive: widget(palette.panel, palette.hairline),
        inactive: widget(palette.button, Color32::TRANSPARENT),
        hovered: widget(palette.hover, palette.hairline),
        // Pressed, or having the keyboard: that must be seen.
        active: WidgetVisuals {
            bg_stroke: Stroke::new(1.5, palette.accent),
            ..widget(palette.pressed, palette.hairline)
        },
        open: widget(palette.pressed, palette.hairline),
    };
    visuals.selection.bg_fill = palette.selection;
    visuals.selection.stroke = line(palette.accent);
    visuals.hyperlink_color = palette.accent;
    visuals.weak_text_color = Some(palette.faded);
    visuals.faint_bg_color = mix(palette.panel, palette.hover, 0.35);
    visuals.extreme_bg_color = palette.raised;
    visuals.text_edit_bg_color = Some(palette.raised);
    visuals.code_bg_color = palette.button;
    visuals.warn_fg_color = palette.warning;
    visuals.error_fg_color = palette.danger;
    visuals.panel_fill = palette.panel;
    visuals.window_fill = palette.panel;
    visuals.window_stroke = line(palette.hairline);
    visuals.window_corner_radius = CornerRadius::same(2 * RADIUS);
    visuals.menu_corner_radius = CornerRadius::same(RADIUS);
    let shade = Color32::from_black_alpha(if palette.dark { 96 } else { 36 });
    visuals.window_shadow = Shadow { offset: [0, 6], blur: 24, spread: 0, color: shade };
    visuals.popup_shadow = Shadow { offset: [0, 3], blur: 10, spread: 0, color: shade };
    visuals.text_cursor.stroke = Stroke::new(1.5, palette.accent);
    visuals.text_cursor.blink = false;
    visuals.handle_shape = HandleShape::Circle;
    visuals.slider_trailing_fill = true;
    visuals.indent_has_left_vline = false;
    visuals.striped = false;
    visuals
}
