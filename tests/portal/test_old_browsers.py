"""Scripts and styles use nothing that Chromium 86 lacks: the browsers of UOS and Kylin. Versions: MDN's data (2026-11)."""

# ruff: noqa: E501 - rows of a table

from __future__ import annotations

import re
from pathlib import Path

import pytest

from huifang.forms import scripts as forms
from huifang.portal import assets

OLDEST = 86
OURS = sorted(path for folder in (assets.FOLDER, forms.ASSETS) for path in folder.iterdir() if path.is_file())
JS_YAML = forms.ASSETS / "vendor" / "js-yaml.min.js"
# Harmless where it is not known: the old browser leaves the words out of the margin, the banner stands on the sheet.
EXCUSED = {("print.css", "boxes in the margins of a sheet")}

LITERALS = re.compile(  # comments and what is quoted; a quote inside of a regular expression begins nothing
    r"""//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
    r"""|(?<=[=(,:!&|?;{}\[+ ])/(?![/*])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*""",
    re.DOTALL,
)
SCRIPTS: tuple[tuple[int, str, str, str], ...] = (  # version, what, how it looks, an example
    (92, "at", r"\.at\(", "rows.at(-1)"),
    (97, "findLast", r"\.findLast(?:Index)?\(", "rows.findLast(test)"),
    (110, "arrays that are copied", r"\.to(?:Sorted|Reversed|Spliced)\(", "rows.toSorted()"),
    (110, "Array.with", r"\.with\(", "rows.with(0, row)"),
    (121, "Array.fromAsync", r"\bArray\.fromAsync\b", "Array.fromAsync(rows)"),
    (117, "groupBy", r"\.groupBy\(", "Object.groupBy(rows, key)"),
    (93, "Object.hasOwn", r"\.hasOwn\(", "Object.hasOwn(row, name)"),
    (93, "the cause of an error", r"\bcause\s*:", "new Error(text, {cause: error})"),
    (111, "isWellFormed", r"\.(?:isWellFormed|toWellFormed)\(", "text.isWellFormed()"),
    (122, "sets as sets", r"\.(?:union|intersection|difference|symmetricDifference|is(?:Subset|Superset|Disjoint)\w+)\(",
     "one.union(other)"),
    (119, "Promise.withResolvers", r"\bPromise\.(?:withResolvers|try)\b", "Promise.withResolvers()"),
    (98, "structuredClone", r"\bstructuredClone\b", "structuredClone(row)"),
    (95, "reportError", r"\breportError\(", "reportError(error)"),
    (87, "newer Intl", r"\bIntl\.(?:Segmenter|DurationFormat|supportedValuesOf)\b", "new Intl.Segmenter()"),
    (144, "Temporal", r"\bTemporal\b", "Temporal.Now"),
    (136, "RegExp.escape", r"\bRegExp\.escape\b", "RegExp.escape(text)"),
    (90, "flags d and v of an expression", r"/[gimsuy]*[dv][gimsuy]*(?=\s*[.,;)\]])", "text.match(/\\p{L}/v)"),
    (125, "flags inside an expression", r"\(\?[ims]*(?:-[ims]+)?:(?<!\(\?:)", "text.match(/(?i:a)b/)"),
    (91, "whether a private name is there", r"#\w+\s+in\b", "if (#rows in list) go();"),
    (94, "a block of a class", r"\bstatic\s*\{", "class List { static { go(); } }"),
    (89, "await in no function", r"(?m)^(?:(?:var|let|const)\s+\w+\s*=\s*)?await\b", "const rows = await load();"),
    (123, "attributes of an import", r"\bimport\b[^;]*\bwith\s*\{", 'import rows from "./rows.json" with {type: "json"};'),
    (134, "using", r"\busing\s+\w+\s*=", "using file = open();"),
    (103, "AbortSignal", r"\bAbortSignal\.\w+|\.throwIfAborted\(", "AbortSignal.timeout(9)"),
    (90, "a listener that a signal ends", r"addEventListener\([^;]*\bsignal\b", "a.addEventListener(x, y, {signal: z})"),
    (92, "crypto.randomUUID", r"\brandomUUID\b", "crypto.randomUUID()"),
    (102, "inert", r"\.inert\b", "list.inert = true"),
    (114, "popover", r"[pP]opover\b", "list.showPopover()"),
    (99, "showPicker", r"\.showPicker\(", "field.showPicker()"),
    (105, "checkVisibility", r"\.checkVisibility\(", "row.checkVisibility()"),
    (114, "scrollend", r"\bonscrollend\b|addEventListener\(\s*.scrollend", 'a.addEventListener("scrollend", go)'),
    (120, "URL.canParse", r"\bURL\.(?:canParse|parse)\b", "URL.canParse(text)"),
    (105, "Response.json", r"\bResponse\.json\b", "Response.json(rows)"),
    (102, "navigation", r"\bwindow\.navigation\b|(?<![\w.-])navigation\.", "navigation.navigate(uri)"),
    (111, "view transitions", r"\bstartViewTransition\b", "document.startViewTransition(go)"),
    (94, "scheduler", r"(?<![\w.])scheduler\.", "scheduler.postTask(go)"),
    (90, "userAgentData", r"\buserAgentData\b", "navigator.userAgentData"),
    (124, "HTML with shadows", r"\b(?:setHTML|setHTMLUnsafe|parseHTMLUnsafe)\(", "row.setHTMLUnsafe(text)"),
    (140, "bytes as text", r"\b(?:from|to|setFrom)(?:Base64|Hex)\(", "Uint8Array.fromBase64(text)"),
)  # fmt: skip
STYLES: tuple[tuple[int, str, str, str], ...] = (
    (105, ":has", r":has\(", "a:has(b) { x: y }"),
    (88, ":is and :where", r":(?:is|where)\(", ":is(a, b) { x: y }"),
    (88, ":not of several", r":not\([^()]*,", "a:not(.b, .c) { x: y }"),
    (88, "newer selectors", r":(?:user-(?:in)?valid|autofill|modal|popover-open|open|dir\(|state\(|:highlight|:details-content|:file-selector-button|:target-text)", "a:user-invalid { x: y }"),
    (111, ":nth-child of", r":nth-(?:last-)?child\([^)]*\bof\b", "a:nth-child(2 of .b) { x: y }"),
    (112, "nesting", r"[{;}]\s*&|&\s*[:.\[{ ]", "a { & b { x: y } }"),
    (87, "inset", r"(?<![\w-])inset(?:-\w+)*\s*:", "a { inset: 0 }"),
    (87, "both sides in one word", r"(?<![\w-])(?:margin|padding|border)-(?:inline|block)(?:-(?:width|style|color))?\s*:",
     "a { margin-inline: 1em }"),
    (89, "corners by direction", r"border-(?:start|end)-(?:start|end)-radius", "a { border-start-end-radius: 1px }"),
    (88, "aspect-ratio", r"\baspect-ratio\s*:", "a { aspect-ratio: 1 }"),
    (93, "accent-color", r"\baccent-color\b", "a { accent-color: red }"),
    (105, "containers", r"@container\b|\bcontainer(?:-\w+)?\s*:|\d(?:cq[a-z]+)\b", "@container (min-width: 9em) { a { x: y } }"),
    (99, "newer rules", r"@(?:layer|scope|starting-style|counter-style|font-palette-values|view-transition)\b",
     "@layer a { b { x: y } }"),
    (131, "boxes in the margins of a sheet", r"@(?:top|bottom|left|right)-(?:left|right|top|bottom|center|middle)\b",
     "@page { @top-center { x: y } }"),
    (104, "comparisons in a condition", r"@media[^{]*[<>]", "@media (width <= 44em) { a { x: y } }"),
    (89, "newer conditions", r"\((?:forced-colors|prefers-contrast|prefers-reduced-data|prefers-reduced-transparency|scripting|update|dynamic-range|inverted-colors)\b", "@media (forced-colors: active) { a { x: y } }"),
    (101, "newer colours", r"\b(?:color-mix|light-dark|ok(?:lab|lch)|lab|lch|hwb|color|contrast-color)\(",
     "a { color: color-mix(in srgb, red, blue) }"),
    (119, "colours from colours", r"\b(?:rgb|hsl)a?\(\s*from\b", "a { color: rgb(from red r g b) }"),
    (105, "newer lengths", r"\d(?:[dsl]v(?:h|w|i|b|min|max)|v[ib]|r?lh|r?cap|r?ic)\b", "a { height: 100dvh }"),
    (111, "newer sums", r"(?<![\w-])(?:round|mod|rem|sin|cos|tan|asin|acos|atan2?|pow|sqrt|hypot|log|exp|abs|sign)\(",
     "a { width: round(1px, 2px) }"),
    (87, "lines under a text", r"\btext-(?:underline-offset|decoration-thickness)\b|\btext-decoration:[^;}]*\d(?:px|em)",
     "a { text-underline-offset: 2px }"),
    (99, "newer texts", r"(?<![\w-])(?:text-(?:wrap|box|emphasis)|white-space-collapse|hyphenate-|hanging-punctuation|initial-letter|text-spacing|font-(?:palette|synthesis|size-adjust)|math-style|line-clamp)[\w-]*\s*:|auto-phrase", "a { text-wrap: balance }"),
    (90, "overflow: clip", r"\boverflow(?:-[xy])?\s*:[^;}]*\bclip\b|\boverflow-clip", "a { overflow-x: clip }"),
    (94, "bars for scrolling", r"\bscrollbar-(?:gutter|width|color)\b", "a { scrollbar-width: thin }"),
    (104, "movements of their own", r"(?<![\w-])(?:translate|rotate|scale)\s*:", "a { translate: 1px }"),
    (117, "subgrid", r"\bsubgrid\b|\bmasonry\b", "a { grid-template-columns: subgrid }"),
    (123, "field-sizing", r"\bfield-sizing\b|\binterpolate-size\b", "a { field-sizing: content }"),
    (120, "masks without a prefix", r"(?<![\w-])mask(?:-\w+)*\s*:", "a { mask-image: none }"),
    (89, "forced-color-adjust", r"\bforced-color-adjust\b", "a { forced-color-adjust: none }"),
    (136, "print-color-adjust alone", r"(?<![\w-])print-color-adjust\s*:\s*\w+(?!;\s*-webkit-print-color-adjust)\b(?!\w)",
     "a { print-color-adjust: exact }"),
    (115, "display in two words", r"(?<![\w-])display\s*:\s*(?:block|inline)\s+(?!!)\w", "a { display: block flex }"),
    (138, "stretch as a width", r"(?<![\w-])(?:(?:min|max)-)?(?:width|height)\s*:\s*stretch\b", "a { width: stretch }"),
    (125, "anchors", r"\b(?:anchor-name|position-(?:anchor|area|try)|anchor\()", "a { anchor-name: --b }"),
    (111, "newer movements", r"\b(?:animation-(?:timeline|range)|(?:view|scroll)-timeline|view-transition-\w+|transition-behavior)\b|\blinear\(",
     "a { animation-timeline: view() }"),
    (113, "image-set without a prefix", r"(?<![\w-])image-set\(", "a { background: image-set(url(b)) }"),
    (99, "revert-layer", r"\brevert-layer\b", "a { color: revert-layer }"),
    (88, "paths that cut", r"\bclip-path\s*:\s*(?:path|xywh|rect|shape)\(", "a { clip-path: path(b) }"),
)  # fmt: skip
TABLES = {".js": SCRIPTS, ".css": STYLES}
ROWS = [(suffix, *row) for suffix, rows in TABLES.items() for row in rows]


def bare(text: str, suffix: str) -> str:
    """A script or style without comments and without what is quoted; expressions and names of events stay."""
    if suffix == ".css":
        return re.sub(r"/\*.*?\*/|url\([^)]*\)|\"[^\"\n]*\"", "", text, flags=re.DOTALL)
    return LITERALS.sub(lambda found: found[0] if found[0] == '"scrollend"' or _expression(found[0]) else '""', text)


def _expression(literal: str) -> bool:
    return literal[0] == "/" and literal[1] not in "/*"


def newer(text: str, suffix: str) -> set[str]:
    """What of the table stands in a text."""
    left = bare(text, suffix)
    return {what for _, what, looks, _ in TABLES[suffix] if re.search(looks, left)}


@pytest.mark.parametrize(("suffix", "since", "what", "looks", "example"), ROWS, ids=[row[2] for row in ROWS])
def test_the_table_sees(suffix: str, since: int, what: str, looks: str, example: str) -> None:  # noqa: ARG001 - of the row
    assert since > OLDEST
    assert newer(example, suffix) == {what}


KNOWN = (  # what Chromium 86 has, however new it looks
    (".js", 'a ??= b; a ||= b; a?.b ?? c; text.replaceAll("a", "b"); node.replaceChildren(); /(?<=a)b/u.test(text); form.requestSubmit();'),
    (".js", "class A { #b = 1; #c() { return this.#b; } static d = 2; } Promise.any(all); Promise.allSettled(all);"),
    (".js", 'say("rows.at(1)"); // rows.at(1)\n/* Temporal */ text.replace(/"/g, a).split(/\'/).map(b);'),
    (".css", "a:focus-visible { gap: 1em; width: min(1em, 2em); color: rgb(0 0 0 / .25); box-shadow: inset 0 0; color-scheme: dark }"),
    (".css", "@media (prefers-color-scheme: dark) { a { margin-inline-start: 0; content-visibility: auto; appearance: none } }"),
    (".css", "a { -webkit-mask-image: none; print-color-adjust: exact; -webkit-print-color-adjust: exact; overflow-wrap: anywhere; transform: scale(1) }"),
)  # fmt: skip


@pytest.mark.parametrize(("suffix", "text"), KNOWN)
def test_what_it_has_may_be_used(suffix: str, text: str) -> None:
    assert newer(text, suffix) == set()


@pytest.mark.parametrize("path", [path for path in OURS if path.suffix in TABLES], ids=lambda path: path.name)
def test_our_files_need_nothing_newer(path: Path) -> None:
    found = newer(path.read_text(encoding="utf-8"), path.suffix)
    assert found == {what for name, what in EXCUSED if name == path.name}


@pytest.mark.parametrize("path", [path for path in OURS if path.suffix in TABLES], ids=lambda path: path.name)
def test_nothing_is_hidden_by_what_is_quoted(path: Path) -> None:
    """No quote of a file runs on to its end."""
    example = "\nrows.at(-1);" if path.suffix == ".js" else "\na { inset: 0 }"
    assert newer(path.read_text(encoding="utf-8") + example, path.suffix) & {"at", "inset"}


def test_js_yaml_needs_far_less() -> None:
    text = JS_YAML.read_text(encoding="utf-8")
    assert newer(text, ".js") == set()
    assert not re.search(r"=>|\?\.|\?\?|\bclass\b|\b(?:let|const|async)\s", bare(text, ".js")), "no longer of 2009"


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_every_file_is_of_a_kind_that_is_looked_at(path: Path) -> None:
    assert path.suffix in TABLES or not re.search(r"<(?:script(?! src)|style)", path.read_text(encoding="utf-8"))
