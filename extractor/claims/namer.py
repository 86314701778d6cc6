"""Names what a figure measures: the words before it, behind it, or left out and understood."""

from __future__ import annotations

import re
from dataclasses import replace

from extractor.claims.clause import Clause
from extractor.claims.cues import Cues
from extractor.claims.lists import members
from extractor.claims.model import Name
from extractor.claims.naming import clean_name, finish, noun_after, subject
from extractor.claims.owners import owned
from extractor.claims.passage import Passage, in_names
from extractor.claims.reading import Reading
from extractor.claims.words import tagged
from extractor.mentions import QuantityMention
from patterns.indicators import Ontology
from schemas.records import Basis

# Of an account's revenue or spending: it holds more than that.
_TOTAL_OF_ACCOUNT = "总计"
_COUNTABLE = ("count", "physical", "money", "number", "percent")
_STOPS = "，,。；;、：:（() \n及和与等"
_RELATIONAL = re.compile(r"对.+的|占|所占")
_QUOTED_NAME = re.compile(r"[“\"][^”\"]{2,12}[”\"]")
_TOPIC_ANY = re.compile(r"(?P<x>[一-鿿]{2,6})产业")
_DONE_TO = re.compile(r"(?P<verb>[一-鿿]{2})了[^了，,。；;]{0,20}等$")
_GROWS = ("level", "growth", "change", "completion")
_TELLING = 4
_STOPS_AHEAD = "，,。；;、：:（）() \n"
_AHEAD = 16
_COUNT = re.compile(r"^[0-9]+[个项条所家座处]")
_AMONG = re.compile(r"[^，,。；;、]{2,24}")
_JOINTS = ("、", "和", "及", "与")


class Namer:
    """Names figures, with what the passage so far has left to them."""

    def __init__(self, text: str, cues: Cues, ontology: Ontology) -> None:
        self.text = text
        self.cues = cues
        self.ontology = ontology

    def code(self, name: str) -> str | None:
        """Return the ontology's code of a name that means an indicator as a whole."""
        found = self.ontology.lookup(name)
        return found.entry.code if found is not None and found.exact else None

    def is_fiscal(self, name: str) -> bool:
        """Tell whether a name is of a budget, where the level of government holds on from name to name."""
        return self.cues.account_item.match(name) is not None or self.cues.fiscal.search(name) is not None

    def name(self, clause: Clause, reading: Reading, passage: Passage) -> Name | None:
        """Return the name that a figure's words give, or None; may mark the reading as a plan's or a change."""
        base = clause.start + clause.local_at
        name = clean_name(self.text, base, base + reading.cut, self.cues)
        priced = self.cues.costs.search(name.text)
        if priced and clause.first.type == "money" and clause.after.startswith("的"):
            return self._of_what_costs(name, priced.group(), clause, passage)
        funds = self._funds(clause, reading, passage)
        if funds is not None:
            return funds
        counts = clause.first.type in _COUNTABLE and reading.basis in ("level", None, "share", "change")
        if counts and not reading.reached and not reading.plan_figure:
            name = self._with_noun_behind(name, clause, passage)
        if not name.text and reading.basis == "rank" and "成为" in (reading.other or ""):
            # 成为全省第三个通高铁的县: a place among those that it names.
            among = _AMONG.match(self.text, clause.first.end, clause.slot.sentence.end)
            return Name(among.group(), among.start(), among.end()) if among else None
        if reading.basis == "share" and reading.whole is not None:
            return self._share(name, clause, reading, passage)
        name = self._net(name, reading)
        if name.text.endswith(("收入预算", "支出预算")) and reading.basis in ("level", "change"):
            reading.plan_figure = True
            if name.end is not None and self.text.startswith(_TOTAL_OF_ACCOUNT, name.end):
                of_account = self.cues.account.search(name.text)
                side = name.text if of_account else name.text.removesuffix("预算")
                name = Name(side + _TOTAL_OF_ACCOUNT, name.start, name.end)
        if self.cues.funds.match(name.text):
            name = self._with_purpose(name, clause, passage)
        if self.cues.needs_subject.match(name.text):
            return self._with_subject(name, clause, passage)
        if name.text in self.cues.bare_shares and passage.last is not None:
            return Name(passage.last.name.text + name.text, name.start, name.end, True)
        if _RELATIONAL.match(name.text) and passage.last is not None and name.start is not None:
            return name.prefixed(passage.owner(passage.last.name, self.cues))
        if not name.text or name.text in self.cues.empty_names:
            return self._understood(clause, reading, passage)
        if reading.basis == "rank":
            ranked = self.cues.rank_scope.search(name.text)
            if ranked and ranked.start() >= 2 and name.start is not None:
                # 养殖规模连续三年全国第一: among whom, and for how long.
                name = Name(
                    name.text[: ranked.start()], name.start, name.start + ranked.start(), name.inherited
                )
        return self._completed(name, clause, passage)

    # what stands behind the figure

    def _of_what_costs(self, name: Name, head: str, clause: Clause, passage: Passage) -> Name:
        """总投资5000万元的污水处理厂: the plant's total investment."""
        at = clause.slot.figures[-1].end
        end = min(clause.slot.right_end, at + 40)
        thing = self.cues.costly_thing.match(self.text, at, end)
        if thing:
            passage.consumed = thing.end()
            return Name(thing["x"] + ("" if head == "规模" else head), name.start, name.end)
        noun, passage.consumed = noun_after(self.text, at, end, self.cues, alone=False)
        return Name(noun + head, name.start, name.end)

    def _with_noun_behind(self, name: Name, clause: Clause, passage: Passage) -> Name:
        """组建2支招商小分队: the counted noun stands behind, the verb before."""
        slot, first = clause.slot, clause.first
        at = slot.figures[-1].end
        if at >= slot.sentence.end or self.text[at] in _STOPS:
            return name
        spent = (
            self.cues.spent_on.match(self.text, at, slot.sentence.end) if first.type == "percent" else None
        )
        if spent and name.text:
            return Name(name.text + spent.group())
        noun, stop = noun_after(self.text, at, min(slot.right_end, at + 40), self.cues, alone=not name.text)
        if not noun or (len(noun) < 2 and noun not in self.cues.generic_nouns):
            return name
        passage.consumed = stop
        if clause.local.rstrip().endswith("、"):
            # 完成旧房改造、60户居民迁新居: what stands before the list's joint is no part of the next thing.
            return Name(noun, at, stop)
        if first.type == "percent" and self.text[at] == "的":
            # 8%左右的工业增长目标: what is aimed at.
            noun = noun.removesuffix("目标")
        words = tagged(name.text)
        ends_with_verb = bool(words) and words[-1][2].startswith("v")
        if first.type == "percent" and not (self.text[at] == "的" or not name.text or ends_with_verb):
            return name
        if not name.text:
            return Name(noun, at, stop)
        if name.text.endswith(("等", "的")) and not ends_with_verb:
            if noun in self.cues.generic_nouns and passage.aspect and words[0][2].startswith("v"):
                # 公路方面，新开工甲至乙等2个项目.
                return Name(_leading_verbs(words) + passage.aspect + noun)
            done = _DONE_TO.search(self.text, max(clause.start, at - 40), slot.left_end)
            return Name(done["verb"] + noun) if done else Name(noun, at, stop)
        if first.type in ("money", "number") and not ends_with_verb:
            of_payer = clause.local.endswith("的") and self.cues.payer.fullmatch(name.text)
            return Name(name.text + noun, name.start, name.end) if of_payer else name
        kept = name.text
        if ends_with_verb:
            kept = _closing_verbs(words)
        elif len(kept) > 10 or "、" in kept:
            kept = ""
        return Name(kept + noun)

    def _with_purpose(self, name: Name, clause: Clause, passage: Passage) -> Name:
        """筹集资金3亿元，支持园区建设: money that only its purpose names."""
        at = max(clause.slot.figures[-1].end, passage.consumed)
        found = self.cues.purpose.match(self.text[at : at + 60])
        if not found:
            return name
        purpose = _COUNT.sub("", finish(Name(found["x"]), self.cues).text)
        return Name(purpose + name.text, name.start, name.end)

    def _funds(self, clause: Clause, reading: Reading, passage: Passage) -> Name | None:
        """安排3亿元，支持修路: money after a verb of giving, with nothing before it but who gives."""
        cues, local = self.cues, clause.local
        given = cues.giving.search(local) if clause.first.type == "money" else None
        if given is None or reading.basis != "level" or reading.plan_figure:
            return None
        base = clause.start + clause.local_at
        payer = clean_name(self.text, base, base + given.start(), cues)
        if payer.text and not cues.payer.fullmatch(payer.text):
            return None
        at = clause.slot.figures[-1].end
        end = min(clause.slot.right_end, at + 40)
        noun, stop = "", at
        if end > at and self.text[at] not in _STOPS and not cues.purpose.match(self.text[at:end]):
            noun, stop = noun_after(self.text, at, end, cues, alone=False)
        passage.consumed = stop if noun else passage.consumed
        name = Name(
            payer.text + given["verb"] + (noun or cues.naming.funds[0]), payer.start, base + given.end()
        )
        return self._with_purpose(name, clause, passage) if cues.funds.match(name.text) else name

    # what is left out

    def _with_subject(self, name: Name, clause: Clause, passage: Passage) -> Name:
        """拉动消费3亿元 is about what pulled: an earlier claim's subject, a quoted name, the clause's subject."""
        for earlier in reversed(passage.recent):
            found = self.cues.needs_subject.search(earlier.text)
            if found and found.start() >= 2:
                return Name(earlier.text[: found.start()] + name.text, name.start, name.end)
        for begin, end in clause.earlier():
            quoted = _QUOTED_NAME.search(clause.left[begin:end])
            opening = quoted.group() if quoted else subject(clause.left[begin:end])
            if len(opening) >= 2:
                return Name(opening + name.text, name.start, name.end)
        return name

    def _share(self, name: Name, clause: Clause, reading: Reading, passage: Passage) -> Name | None:
        if name.text:
            part: Name | None = self._completed(name, clause, passage)
        else:
            part = self._understood(clause, reading, passage)
        if part is None:
            return None
        whole = (reading.whole or "").strip("的达到为由从 ") or passage.share_whole or passage.whole_name
        passage.share_whole = whole
        inherited = part.inherited or not name.text
        return Name(f"{finish(part, self.cues).text}占{whole}", part.start, part.end, inherited)

    def _understood(self, clause: Clause, reading: Reading, passage: Passage) -> Name | None:
        """The name that the words leave out: an earlier clause's subject, an award, or the last claim's."""
        for begin, end in clause.earlier():
            found = self._subject_of(clause, clause.start + begin, clause.start + end - 1)
            if found is not None:
                return found
        award = self.cues.award.search(clause.left) if reading.basis == "rank" else None
        if award:
            at = clause.start
            return clean_name(self.text, at + award.start("x"), at + award.end("x"), self.cues)
        last = passage.last
        if last is None and reading.basis in ("growth", "difference", "rank"):
            opened = [subject(clause.left[begin:end]) for begin, end in clause.earlier()]
            opening = next((words for words in opened if len(words) >= _TELLING), "")
            return Name(opening, None, None, True) if opening else None
        if last is None and reading.basis == "completion" and reading.plan:
            return Name(reading.plan.strip("的 "))
        goes_on = clause.local.strip("，,。；; ）)") in self.cues.carries_on
        if last is None or (reading.basis in ("level", None) and not passage.in_sentence() and not goes_on):
            return None
        if reading.basis in ("growth", "completion"):
            # 占税收收入的40%，下降5%: what falls is the tax, not its share.
            last = next((claim for claim in reversed(passage.said) if claim.basis in _GROWS), last)
        return replace(last.name, inherited=True)

    def _subject_of(self, clause: Clause, start: int, end: int) -> Name | None:
        """The indicator that an earlier clause is about, if it is about one."""
        segment = clean_name(self.text, start, end, self.cues)
        if segment.text and (self.cues.measurable.search(segment.text) or self.code(segment.text)):
            return replace(segment, inherited=True)
        ahead = self.cues.subject_end.match(self.text, start, end + 1)
        if ahead and self.cues.measurable.search(ahead["x"]):
            whole = clean_name(self.text, ahead.start("x"), ahead.end("x"), self.cues)
            if whole.text:
                return replace(whole, inherited=True)
        opening = subject(segment.text) if segment.text else ""
        if opening and segment.start is not None:
            count = len(clause.slot.figures)
            if self.code(opening) or (count > 1 and members(opening, count, self.cues) is not None):
                return Name(opening, segment.start, segment.start + len(opening), True)
        return None

    # what says too little alone

    def _completed(self, name: Name, clause: Clause, passage: Passage) -> Name:
        """Complete a name that says too little alone with what stands before it."""
        cues, last = self.cues, passage.last
        for one, other in cues.twins:
            # 存款余额…，贷款余额…: what qualified the one qualifies the other.
            if name.text == other:
                for earlier in reversed(passage.recent):
                    if one in earlier.text and not earlier.text.startswith(one):
                        return Name(earlier.text.replace(one, other), name.start, name.end)
        if last is not None and name.text in cues.level_word:
            found = cues.level_lead.match(last.name.text)
            return Name(name.text + last.name.text[found.end() if found else 0 :])
        if last is not None and cues.any_scope.fullmatch(name.text):
            # 其中：市本级…: the same indicator, at another level.
            return Name(name.text + cues.any_scope.sub("", last.name.text), name.start, name.end)
        if name.text in cues.bare_modifiers and passage.in_parts and passage.whole is not None:
            whole = passage.whole.name.text
            found = cues.any_scope.match(whole)
            return Name(name.text + whole[found.end() if found else 0 :], name.start, name.end, True)
        completed = self._after_a_sibling_verb(name, clause, passage) or self._of_account(
            name, clause, passage
        )
        if completed is not None:
            return completed
        bare = cues.wide_scope.sub("", name.text)
        if bare in cues.dependent:
            owner = passage.group_owner(cues)
            if owner.endswith(bare[:2]):
                return Name(owner + bare[2:], name.start, name.end)
            if owner and bare[:2] not in owner:
                return Name(owner + bare, name.start, name.end)
        if (
            (
                bare in cues.bare_totals
                and clause.first.type == "money"
                and passage.in_sentence()
                and last is not None
            )
            and last.unit == clause.first.unit
            and cues.measurable.search(last.name.text)
        ):
            return replace(last.name, inherited=True)
        if bare in cues.generic:
            owner = self._topic_owner(bare, clause, passage)
            if owner and not owner.endswith(bare):
                return Name(owner + bare, name.start, name.end)
            for earlier in reversed(passage.recent):
                if earlier.text.endswith(bare) and len(earlier.text) > len(bare) + 2:
                    return replace(earlier, inherited=True)
        return name

    def _after_a_sibling_verb(self, name: Name, clause: Clause, passage: Passage) -> Name | None:
        """项目开工390个、竣工437个: the second verb has the first one's subject."""
        last, words = passage.last, tagged(name.text)
        if last is None or len(words) != 1 or not words[0][2].startswith("v"):
            return None
        if self.cues.measurable.search(name.text) or name.text in self.cues.dependent:
            return None
        earlier = tagged(last.name.text)
        if {last.mention.type, clause.first.type} != {"count"} or not passage.in_sentence() or not earlier:
            return None
        if earlier[-1][2].startswith("v"):
            return Name(last.name.text[: earlier[-1][0]] + name.text, name.start, name.end)
        if self.cues.group.search(last.name.text):
            # 签约项目42个，开工31个: projects both.
            return Name(name.text + earlier[-1][1], name.start, name.end)
        return None

    def _of_account(self, name: Name, clause: Clause, passage: Passage) -> Name | None:
        """支出预算调整为9亿元: the expenditure of the account that the passage is about."""
        scope = self.cues.any_scope.match(name.text)
        rest = (name.text[scope.end() :] if scope else name.text).removesuffix("预算")
        if rest not in self.cues.totals_of_funds:
            return None
        told = {
            whose
            for begin, end in clause.earlier()
            for whose in self.cues.account.findall(clause.left[begin:end])
        }
        if len(told) == 1:
            # 加大政府性基金收入征缴，全市组织收入4亿元: of the account that the clause before speaks of.
            own = scope.group() if scope else passage.scope or ""
            return Name(own + in_names(told.pop()) + rest, name.start, name.end)
        for earlier in reversed(passage.recent):
            if earlier.text.endswith(rest) and len(earlier.text) > 6:
                base = self.cues.any_scope.sub("", earlier.text) if scope else earlier.text
                return Name((scope.group() if scope else "") + base, name.start, name.end, not scope)
        if passage.account:
            own = scope.group() if scope else passage.scope or ""
            return Name(own + passage.account_name() + rest, name.start, name.end)
        return None

    def _topic_owner(self, head: str, clause: Clause, passage: Passage) -> str:
        last = passage.last if passage.in_sentence() else None
        if last is not None:
            if last.name.text.endswith(head):
                return ""
            if last.basis == "level" and last.mention.type == "count":
                counted = last.name.text
                for prefix in self.cues.count_prefixes:
                    counted = counted.removeprefix(prefix)
                return counted
        if head.startswith("产业") and passage.topic:
            return passage.topic.removesuffix("产业")
        for begin, end in clause.earlier():
            words = clause.left[begin:end]
            opening = subject(words)
            if len(opening) >= 2 and not opening.isdecimal() and opening not in self.cues.generic_nouns:
                return opening
            product = _TOPIC_ANY.search(words)
            if product and head.startswith("产"):
                return product["x"] + ("" if head.startswith("产业") else "产业")
        if last is not None:
            return passage.owner(last.name, self.cues, head).removeprefix("新增")
        return passage.entity or passage.topic or ""

    def _net(self, name: Name, reading: Reading) -> Name:
        if not name.text.startswith("净增") or reading.basis != "level" or len(name.text) <= 2:
            return name
        reading.basis, cut = "change", 3 if name.text.startswith("净增加") else 2
        return Name(name.text[cut:], None if name.start is None else name.start + cut, name.end)

    # the last touches

    def dressed(self, name: Name, clause: Clause, basis: Basis, passage: Passage) -> Name:
        """Give a name its final form: head, event, verb, account and scope that it takes from the passage."""
        listed = len(clause.slot.figures) > 1
        name = finish(self._with_head(name, basis, clause.first, passage), self.cues, listed)
        name = owned(name, clause, basis, passage, self.cues, self.is_fiscal(name.text))
        name = self._scoped(name, passage)
        return self._at_event(self._carried(name, clause, passage), clause.first, passage)

    def _with_head(self, name: Name, basis: Basis, mention: QuantityMention, passage: Passage) -> Name:
        """Take the word for growth off what grows, and lend a class or product its measurable head."""
        cues = self.cues
        grown = cues.growth_name.search(name.text) if basis == "growth" else None
        if grown and grown.start() >= 2:
            end = None if name.start is None else name.start + grown.start()
            name = Name(name.text[: grown.start()], name.start, end, name.inherited)
        text, heads = name.text, passage.heads
        if heads and text.endswith("类"):
            return Name(text + heads, name.start, name.end)
        if name.inherited or cues.measurable.search(text):
            return name
        if heads and heads.endswith("价格") and basis == "growth" and passage.in_sentence():
            # 按类别分，食品烟酒上涨1%: prices both.
            return Name(text + heads, name.start, name.end)
        if heads and text.endswith("业") and basis == "growth":
            head = cues.measurable.search(heads)
            return Name(text + (head.group() if head else ""), name.start, name.end)
        kin = cues.kin_end.search(text) if mention.type == "money" and basis == "level" else None
        if kin and kin.group() in passage.kin_heads:
            # 采矿业利润2亿元；制造业13亿元: profits both.
            return Name(text + passage.kin_heads[kin.group()], name.start, name.end)
        lent = passage.unit_heads.get(mention.unit or "")
        if lent and mention.type == "physical" and all(tag.startswith("n") for _, _, tag in tagged(text)):
            # 原煤产量由6亿吨增加到8亿吨，原油由1亿吨…: the head holds for the next product too.
            return Name(text + lent, name.start, name.end)
        framed = cues.measurable.search(passage.frame) if passage.frame else None
        if framed and basis in ("level", "growth"):
            return Name(text + framed.group(), name.start, name.end)
        return name

    def _at_event(self, name: Name, mention: QuantityMention, passage: Passage) -> Name:
        """What is won or signed at an event is named by it."""
        event = passage.event
        medal = self.cues.medals.get(self.text[mention.core_end - 1]) if mention.unit == "枚" else None
        if medal:
            return Name((event or "") + medal)
        if event and event not in name.text and name.text.startswith(self.cues.of_events):
            return Name(event + name.text, name.start, name.end, name.inherited)
        return name

    def _carried(self, name: Name, clause: Clause, passage: Passage) -> Name:
        """In 新建幼儿园9所、小学7所 the verb holds for both."""
        last = passage.last
        if last is None or name.inherited or not clause.left.startswith(_JOINTS) or "，" in clause.left:
            return name
        if last.mention.type != "count" or any(tag == "v" for _, _, tag in tagged(name.text)[:1]):
            return name
        verbs = ""
        for _, word, tag in tagged(last.name.text):
            if tag == "v" or (verbs and tag in ("vn", "c")) or word in self.cues.build_verbs:
                verbs += word
            else:
                break
        if not verbs or verbs == last.name.text:
            return name
        return Name(verbs + name.text, name.start, name.end)

    def _scoped(self, name: Name, passage: Passage) -> Name:
        """Note the account and the level of government that a name states, or add those that hold."""
        if name.inherited:
            return name
        cues, text = self.cues, name.text
        account = cues.account.search(text.removeprefix(passage.area or ""))
        item = cues.account_item.match(text)
        own = cues.own_level.match(text)
        fiscal = self.is_fiscal(text)
        if account and (passage.account is None or not passage.in_parts):
            passage.account = account.group()
        if passage.area is not None:
            return name
        whole = None if own else cues.wide_scope.match(text)
        if whole and cues.body_of_scope.match(text, whole.end()):
            whole = None
        wide = whole.group() if whole else None if own else self._scope_ahead(name)
        if (
            own
            and fiscal
            and not passage.in_parts
            and not text[own.end() :].startswith(cues.of_another_level)
        ):
            passage.scope = own.group()
        elif wide:
            passage.scope, passage.wide = None, wide
        if passage.account and not account and item:
            whose = passage.account_name()
            text = whose.removesuffix("基金") + text if text.startswith("基金") else whose + text
        item_of_it = item is not None or (account is not None and account.start() == 0)
        held = passage.scope or ""
        if (
            not own
            and not wide
            and ((held.endswith("本级") and fiscal) or (held.endswith("级") and item_of_it))
        ):
            text = held + text
        return name if text == name.text else Name(text, name.start, name.end)

    def _scope_ahead(self, name: Name) -> str | None:
        """The whole place that stands before the verb that a name follows (全县共实现出口)."""
        if name.start is None or name.end is None:
            return None
        opened = max(self.text.rfind(mark, 0, name.start) for mark in _STOPS_AHEAD) + 1
        words = self.text[max(opened, name.start - _AHEAD) : name.end]
        until = len(words) - (name.end - name.start)
        for at in range(until):
            scope = self.cues.wide_scope.match(words[at:until])
            if scope and self._leads(words, at + scope.end(), until):
                return scope.group()
        return None

    def _leads(self, words: str, at: int, until: int) -> bool:
        """Tell whether nothing but what leads up to a name stands between two offsets."""
        while at < until:
            found = self.cues.lead.match(words, at)
            if not found or found.end() == at:
                return False
            at = found.end()
        return at == until


def _leading_verbs(words: tuple[tuple[int, str, str], ...]) -> str:
    verbs = ""
    for _, word, tag in words:
        if not tag.startswith("v") and word != "新":
            break
        verbs += word
    return verbs


def _closing_verbs(words: tuple[tuple[int, str, str], ...]) -> str:
    """The verbs that end a stretch: 区上在沿海设立 gives 设立, 累计引进和培育 all of it."""
    verbs = ""
    for _, word, tag in reversed(words):
        if not tag.startswith(("v", "c", "d")):
            break
        verbs = word + verbs
    return verbs.lstrip("和与及、")
