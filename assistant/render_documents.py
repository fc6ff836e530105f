"""The folder of documents as HTML: a list to look through, and what can be done with each."""

from collections.abc import Sequence

from assistant.library import Listed
from assistant.markup import attribute, safe
from assistant.page_text import Texts
from index.report import SyncReport

_MOST_LISTED = 200
_SHAPES = {"indexed": "●", "changed": "△", "new": "◌", "removed": "△", "failed": "✖"}
_UNITS = ("B", "kB", "MB", "GB")


def documents_html(
    listed: Sequence[Listed], removed: Sequence[str], texts: Texts, *, may_change: bool
) -> str:
    """Return the list of documents, each with a button to remove it, and of the removed ones."""
    if listed:
        more = len(listed) - _MOST_LISTED
        rows = "".join(_row(entry, texts, may_change) for entry in listed[:_MOST_LISTED])
        rest = f"<p>{safe(texts['more'].format(count=more))}</p>" if more > 0 else ""
        names = ["document", "size", "date", "state", *(["remove"] if may_change else [])]
        heads = "".join(f'<th scope="col">{safe(texts[name])}</th>' for name in names)
        body = f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{rest}"
    else:
        body = f"<p>{safe(texts['no_documents'])}</p>"
    if removed and may_change:
        items = "".join(_removed(source, texts) for source in removed[:_MOST_LISTED])
        body += f'<h3>{safe(texts["removed_documents"])}</h3><ul class="removed">{items}</ul>'
    return f'<div class="documents">{body}</div>'


def _row(entry: Listed, texts: Texts, may_change: bool) -> str:
    source = attribute(entry.source)
    title = f'<bdi class="title">{safe(entry.title)}</bdi>' if entry.title else ""
    held = texts["one_chunk" if entry.chunks == 1 else "chunks"].format(count=entry.chunks)
    chunks = f" · {safe(held)}" if entry.chunks else ""
    reason = f'<p class="reason" dir="auto">{safe(entry.reason)}</p>' if entry.reason else ""
    label = attribute(texts["remove_one"].format(source=entry.source))
    button = (
        f'<td><button type="button" data-event="remove" data-source="{source}" '
        f'aria-label="{label}">{safe(texts["remove"])}</button></td>'
        if may_change
        else ""
    )
    return (
        f'<tr class="{entry.state}"><th scope="row">{title}'
        f'<bdi class="name">{safe(entry.source)}</bdi>{reason}</th>'
        f"<td>{safe(size_of(entry.size))}</td>"
        f'<td><time datetime="{attribute(entry.date)}">{safe(entry.date)}</time></td>'
        f'<td class="state"><span aria-hidden="true">{_SHAPES[entry.state]}</span> '
        f"{safe(texts['state_' + entry.state])}{chunks}</td>{button}</tr>"
    )


def _removed(source: str, texts: Texts) -> str:
    label = attribute(texts["put_back_one"].format(source=source))
    return (
        f'<li><bdi class="name">{safe(source)}</bdi> '
        f'<button type="button" data-event="put_back" data-source="{attribute(source)}" '
        f'aria-label="{label}">↩ {safe(texts["put_back"])}</button></li>'
    )


def size_of(size: int | None) -> str:
    """Return a number of bytes as people write it; empty if there is none."""
    if size is None:
        return ""
    value, unit = float(size), _UNITS[0]
    for unit in _UNITS:
        if value < 1000 or unit == _UNITS[-1]:
            break
        value /= 1000
    return f"{value:.0f} {unit}" if unit == "B" or value >= 100 else f"{value:.1f} {unit}"


def settings_html(values: Sequence[tuple[str, str]]) -> str:
    """Return names and values as a list."""
    items = "".join(
        f"<dt>{safe(name)}</dt><dd><bdi>{safe(value)}</bdi></dd>" for name, value in values
    )
    return f'<dl class="settings">{items}</dl>'


def changes(report: SyncReport, texts: Texts) -> str:
    """Say in words what a sync changed; empty if nothing."""
    counts = [
        ("added", len(report.added)),
        ("changed_documents", len(report.changed)),
        ("renamed", len(report.renamed)),
        ("removed", len(report.removed)),
    ]
    return ", ".join(texts[name].format(count=count) for name, count in counts if count)


def report_line(report: SyncReport, texts: Texts) -> str:
    """Say in one line what a sync did."""
    parts = [changes(report, texts) or texts["nothing_changed"]]
    if report.failed:
        parts.append(texts["failed_documents"].format(count=len(report.failed)))
    parts.append(texts["unchanged"].format(count=report.unchanged))
    return f"{', '.join(parts)}, {texts['took'].format(seconds=report.seconds)}."
