"""Rules about the text of each kegiatan (S15, S16, S17)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from doctool.check.context import Context, ProcedureView, plain
from doctool.check.rule import Path, Problem, check
from doctool.check.sentence import Opening, actor_subject, read_start, second_activity
from doctool.check.words import tokens_of
from doctool.model.dasar import split_marker

_SENTENCE_END = re.compile(r"(?<=[.;])\s+")

_MESSAGES = {
    Opening.NOUN: "diawali kata benda",
    Opening.PASSIVE: "diawali kata kerja pasif",
    Opening.COMMAND: "diawali kata perintah",
    Opening.OTHER: "tidak diawali kata kerja aktif",
}


def _lane_names(view: ProcedureView) -> tuple[tuple[str, ...], ...]:
    names = (tokens_of(lane.nama) for lane in view.lanes)
    return tuple(name for name in names if name)


def _texts(ctx: Context) -> Iterator[tuple[ProcedureView, int, Path, tuple[str, ...]]]:
    """Every row that has an uraian: its view, index, the path of the uraian, and its lines."""
    for view in ctx.procedures:
        for index, row in enumerate(view.rows):
            if any(line.strip() for line in row.uraian) and not view.is_heading(index):
                yield view, index, view.row_path(index, "uraian"), row.uraian


@check("S15")
def active_verb(ctx: Context) -> Iterator[Problem]:
    """The uraian begins with an active verb (me-, ber-); an actor as subject is left to S16."""
    for view, index, path, lines in _texts(ctx):
        start = read_start(plain(lines[0]), _lane_names(view))
        message = _MESSAGES.get(start.opening)
        if message is None:
            continue
        hint = f'mulai dengan kata kerja aktif, misalnya "{start.verb.capitalize()} ..."' if start.verb else (
            'mulai dengan kata kerja aktif, misalnya "Menyusun ...", "Memeriksa ...", "Menyampaikan ..."'
        )
        yield Problem(path, f"{view.row_name(index)} {message}", hint, as_written(lines[0], start.word))


@check("S16")
def no_actor_as_subject(ctx: Context) -> Iterator[Problem]:
    """No sentence of the uraian begins with an official or a lane followed by his verb."""
    for view, index, path, lines in _texts(ctx):
        names = _lane_names(view)
        for line in lines:
            for sentence in _SENTENCE_END.split(plain(line)):
                found = actor_subject(sentence, names)
                if found:
                    actor, verb = found
                    yield Problem(
                        path, f"{view.row_name(index)} menyebut pelaksana sebagai subjek",
                        f'mulai dengan "{verb.capitalize()} ..."; pelaksana sudah ditunjukkan oleh kolomnya',
                        f"{actor} {verb}",
                    )


@check("S17")
def one_activity(ctx: Context) -> Iterator[Problem]:
    """One kegiatan holds one activity; marked lines (a list of details) are not counted. One finding a row."""
    for view, index, path, lines in _texts(ctx):
        prose = [lines[0], *(line for line in lines[1:] if not split_marker(line)[0])]
        words = second_activity(". ".join(plain(line).rstrip(".") for line in prose))
        if words:
            yield Problem(
                path, f"{view.row_name(index)} memuat lebih dari satu pekerjaan",
                "pisahkan menjadi beberapa kegiatan; akibat suatu keputusan ditulis pada kegiatan tujuannya",
                as_written(" ".join(lines), words),
            )


def as_written(text: str, words: str) -> str:
    """`words` (lower case) with the capitals they have in `text`."""
    at = text.lower().find(words)
    return text[at : at + len(words)] if at >= 0 else words
