"""Posts, offices and groups beside a name, told from surnames that end or begin as they do (服部, 村 長太郎)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from transcriber.minutes import posts, rule_files
from transcriber.minutes.characters import KANJI
from transcriber.minutes.posts import Branch
from transcriber.office_tables.grid import compact
from transcriber.office_tables.written_names import NAME_KANJI

_LONGEST_GIVEN = 5
_SHORT = 4
"""Characters of a whole name such as 村長太郎."""


def words_before(tokens: Sequence[str]) -> int | None:
    """How many of the first words are a post or a group; None where the first may as well be a surname."""
    for size in range(len(tokens) - 1, 0, -1):
        joined = compact("".join(tokens[:size]))
        shorter = compact("".join(tokens[: size - 1]))
        if is_office(joined) and (not is_office(shorter) or is_office(tokens[size - 1])):
            return size
    first, rest = compact(tokens[0]), tokens[1:]
    if is_group(first) and (len(first) > 1 or len("".join(rest)) > 3):
        return 1
    if re.fullmatch(remark_rules()["doubtful_groups"], first) and len(first) > 1:
        if first in remark_words("surnames_like_groups") or (
            len(first) == 2 and len(rest) == 1 and (len(rest[0]) < 4 or is_long_given_name(rest[0]))
        ):
            return 0
        if len(rest) > 1 or len(rest[0]) >= 4:
            return 1 if not all(len(t) == 1 for t in rest) else 0
        return None
    return 0


def is_beside_members(text: str) -> bool:
    """Whether a text says that who it stands beside is there for the members of a list, and is none: 事務局, オブザーバー."""
    return re.fullmatch(remark_rules()["beside_members"], compact(text)) is not None


def is_long_given_name(text: str) -> bool:
    """Whether a word of four or five characters ends as given names of that length do: 新右衛門."""
    return 3 < len(text) <= _LONGEST_GIVEN and re.search(f"(?:{remark_rules()['long_given_names']})$", text) is not None


def words_behind(tokens: Sequence[str]) -> int:
    """How many of the last words are a post or a group."""
    for size in range(1, len(tokens)):
        joined = compact("".join(tokens[-size:]))
        if len(joined) > 1 and (is_office(joined) or is_group(joined)):
            return size
    return 0


def run_together(word: str) -> tuple[str, str] | None:
    """Post and name without a space between: 委員長井上花子, 総務課長加藤啓二."""
    found = None if is_office(word) or _ends_as_post(word) else _post_first().match(word)
    if found is None or is_group(found[2]) or re.fullmatch(".?.[長員官者]", found[2]):
        return None
    return found[1], found[2]


@lru_cache(maxsize=4096)
def is_office(text: str) -> bool:
    """Whether a text is a post (議長, 福祉部長, 相談者), and nothing else."""
    plain = compact(text)
    if not plain or posts.branch(plain) in (Branch.NONE, Branch.OTHER):
        return False
    title = posts.ending(plain)
    if title is None:  # 選挙管理委員会, but not 選挙管理委員長井上花子
        return re.search(f"(?:{remark_rules()['office_ends']})$", plain) is not None
    if title.branch is not Branch.MEMBER or posts.branch(plain) is not Branch.MEMBER:
        return True
    before = plain.removesuffix(title.text)  # 総務委員, but not 加藤委員
    return not before or re.fullmatch(f".*(?:{remark_rules()['committees']})", before) is not None


def is_group(text: str) -> bool:
    """Whether a text is a group of a council or an office (無会派, 総務課) that no surname ends like."""
    plain = compact(text)
    return re.fullmatch(remark_rules()["groups"], plain) is not None and plain not in remark_words(
        "surnames_like_groups"
    )


def may_be_group(text: str) -> bool:
    """Whether a text that is nobody's name ends as offices and groups do: 本部, 第1分団（上野）."""
    bare = re.sub(r"\([^()]*\)", "", compact(text))
    return re.fullmatch(remark_rules()["doubtful_groups"], bare) is not None


def is_post_only(word: str) -> bool:
    """A post, whoever holds it; an office may list those who come for help by nothing else (本人, 家族)."""
    title = posts.ending(compact(word))
    if title is not None and title.branch in (Branch.CLIENT, Branch.COMPANY, Branch.GUEST):
        return False
    return is_office(word) or _ends_as_post(word) or re.match(_sure_posts(), word) is not None


def _ends_as_post(plain: str) -> bool:
    """佐藤課長: nobody tells where the post begins."""
    title = posts.ending(compact(plain))
    return title is not None and title.branch not in (Branch.MEMBER, Branch.CLIENT, Branch.COMPANY, Branch.GUEST)


def named_deputy(remark: str) -> str:
    """Who comes instead, as a remark tells it (代理：課長補佐 田所 潤, 代理 田所）; empty if it names nobody."""
    found = re.search(r"代理(?:出席)?(?:者|人)?[\s:：・、(（]+([^\s:：、()（）].+?)[)）]?$", remark)
    name = " ".join(found[1].split()) if found is not None else ""
    return "" if is_office(name) or re.match(remark_rules()["no_deputies"], compact(name)) else name


def is_no_name(text: str) -> bool:
    """Whether a text says that there is nobody yet: 選任中, 推薦中."""
    return re.fullmatch(remark_rules()["not_yet"], compact(text)) is not None


@cache
def remark_rules() -> dict[str, str]:
    """Parts of regular expressions by table (data/remarks.toml)."""
    return rule_files.any_of_each(__package__, "remarks")


@cache
def remark_words(name: str) -> frozenset[str]:
    """The words of one table."""
    return frozenset(rule_files.words(rule_files.read_rules(__package__, "remarks")[name]))


_LEGEND = re.compile(r"([◎○●◯〇☆★◇◆□■△▲])\s*(?:印)?\s*(?:[：:＝=]|は)?\s*([^\s、,，◎○●◯〇☆★◇◆□■△▲()（）：:。]{2,12})")


def legend(texts: Iterable[str]) -> dict[str, str]:
    """Mark → post, as a list explains its marks: （◎委員長、○副委員長）."""
    found: dict[str, str] = {}
    for text in texts:
        if len(text) <= 60:
            found.update({m[1]: m[2] for m in _LEGEND.finditer(text) if is_office(m[2])})
    return found


def is_legend(text: str) -> bool:
    """Whether a text explains marks, and says nothing else."""
    return bool(legend((text,))) and not _LEGEND.sub("", text).strip(" 　、,，()（）：:。印")


def is_former(post: str) -> bool:
    """Whether a post is said to be one that somebody held before: 元議長, 前町長."""
    return re.match(remark_rules()["former"], post) is not None


def may_begin_with_post(word: str) -> bool:
    """Whether a word without spaces begins with a title or with a surname, which nothing tells: 町長井俣憲治."""
    return len(word) > _SHORT and _doubtful_post().match(word) is not None


@cache
def _doubtful_post() -> re.Pattern[str]:
    return re.compile(remark_rules()["titles_like_names"])


@cache
def _sure_posts() -> str:
    sure = [t.text for t in posts.titles() if len(t.text) > 1 and not _doubtful_post().fullmatch(t.text)]
    return "|".join(map(re.escape, sorted(sure, key=len, reverse=True)))


@cache
def _post_first() -> re.Pattern[str]:
    """A post that cannot be the beginning of a name, and at least two characters behind it."""
    return re.compile(f"((?:[{KANJI}ァ-ヺー]{{0,20}})(?:{_sure_posts()}))([{NAME_KANJI}ぁ-ゖァ-ヺー]{{2,}})$")
