"""The Word draft: a transcript poured into a template that the office can edit in Word.

What goes in is a `Transcript` and a template (.docx) with tags such as {{ 会議名 }}; what comes out is one .docx. The
tags are the fields of `vocabulary.Draft`; `content` fills them, `template` checks an office's template and says in
Japanese what is wrong and where, `document` renders.
"""

from transcriber.drafts.word.document import render_draft, render_in_child
from transcriber.drafts.word.house_style import HouseStyle
from transcriber.drafts.word.template import check_template, shipped_template

__all__ = ["HouseStyle", "check_template", "render_draft", "render_in_child", "shipped_template"]
