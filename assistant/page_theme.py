"""How the page looks: Gradio's default theme in calmer colours, with nothing fetched."""

import gradio as gr

# Gradio confines the rules of a CSS file to what stands inside this frame.
FRAME = """<style>
.main.app { max-width: 1440px !important; margin: 0 auto; padding: 1rem 1.5rem !important; }
@media (max-width: 640px) { .main.app { padding: 0.75rem !important; } }
</style>"""


def theme() -> gr.themes.Base:
    """Return the theme; its text and its controls have the contrast that WCAG's level AA asks."""
    return gr.themes.Default(
        primary_hue="teal",
        secondary_hue="teal",
        neutral_hue="slate",
        font=["system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
        radius_size="lg",
    ).set(
        # The defaults are too pale to be read with ease.
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_400",
        block_label_text_color="*neutral_700",
        block_label_text_color_dark="*neutral_300",
        block_info_text_color="*neutral_600",
        block_info_text_color_dark="*neutral_400",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        link_text_color="*primary_700",
        link_text_color_dark="*primary_300",
        button_primary_background_fill="*primary_700",
        button_primary_background_fill_hover="*primary_800",
        button_primary_background_fill_dark="*primary_700",
        button_cancel_background_fill="*neutral_700",
        button_cancel_text_color="white",
    )
