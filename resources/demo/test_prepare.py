#!/usr/bin/env python3
"""Tests of prepare.py's rules.  No network, no packages but PIL and numpy:  python3 resources/demo/test_prepare.py"""

import hashlib
import json
import os
import struct
import sys
import tempfile
import unittest
import zlib

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)

import cut_vocabulary  # noqa: E402
from corpus import (baseline, clipart, emoji, fetch, files, gcompris, images_only, plurals, rcc, scenes,  # noqa: E402
                    sentences, split, texts, vocabulary)
from corpus.words import Words, clean_caption, slug  # noqa: E402

import numpy as np  # noqa: E402

WORDS = Words(
    nouns=["goose", "cherry", "compass", "dress", "knife", "dog", "cat", "chair", "lion", "keyboard", "blossom", "box",
           "candy", "bread", "bomb", "face", "man", "apple", "horse", "bus", "seal", "sea", "pie", "picture"],
    others=["red", "musical", "run", "open", "old"],
    irregular={"geese": ["goose"], "knives": ["knife"], "men": ["man"]})
HOLDOUT = {"test-concept": {"goose", "cherry", "compass", "dress", "chair", "lion", "keyboard", "candy", "bomb"},
           "val-concept": {"bread", "knife"}}


class WordRules(unittest.TestCase):
    def test_plurals_lead_to_their_singular(self):
        for form, lemma in (("geese", "goose"), ("cherries", "cherry"), ("dresses", "dress"), ("chairs", "chair"),
                            ("knives", "knife"), ("buses", "bus"), ("boxes", "box"), ("candies", "candy")):
            self.assertIn(lemma, WORDS.noun_lemmas(form), form)

    def test_a_word_is_its_own_lemma(self):
        self.assertEqual(WORDS.noun_lemmas("compass"), {"compass"})
        self.assertEqual(WORDS.singular("dress"), "dress")
        self.assertEqual(WORDS.singular("dogs"), "dog")

    def test_words_that_only_contain_a_noun_are_not_it(self):
        self.assertNotIn("lion", WORDS.noun_lemmas("dandelion"))
        self.assertNotIn("chair", WORDS.noun_lemmas("wheelchair"))

    def test_captions_are_cleaned(self):
        self.assertEqual(clean_caption("  A Red  Apple!"), "red apple")
        self.assertEqual(clean_caption("man: blond hair"), "man blond hair")
        self.assertEqual(clean_caption("rescue worker\u2019s helmet"), "rescue worker's helmet")
        self.assertEqual(clean_caption("The"), "the")
        self.assertEqual(slug("twelve o\u2019clock"), "twelveoclock")


class SplitRules(unittest.TestCase):
    def choose(self, captions, tags=(), role="train", family="noto"):
        return split.choose_split(role, family, list(captions), list(tags), HOLDOUT, WORDS)

    def test_a_held_word_anywhere_in_the_main_caption_goes_to_the_test(self):
        for caption in ("goose", "two geese", "cherry blossom", "red cherries", "musical keyboard", "lion-face"):
            self.assertEqual(self.choose([caption]), ("test-concept", True), caption)
        self.assertEqual(self.choose(["bread"]), ("val-concept", True))

    def test_the_test_list_wins_over_the_validation_list(self):
        self.assertEqual(self.choose(["bread and cherry pie"]), ("test-concept", True))

    def test_a_held_word_in_a_tag_or_another_caption_drops_the_picture(self):
        self.assertEqual(self.choose(["dog"], ["bombs"])[0], "dropped")
        self.assertEqual(self.choose(["dog", "old goose"])[0], "dropped")

    def test_a_held_out_source_keeps_its_split_and_says_whether_the_concept_is_held(self):
        self.assertEqual(self.choose(["dog"], ["bomb"], "test-openmoji"), ("test-openmoji", False))
        self.assertEqual(self.choose(["lion"], [], "test-openmoji"), ("test-openmoji", True))

    def test_single_pictures_are_drawn_by_their_digest(self):
        for caption in ("dog", "cat", "apple", "horse", "red bus", "old man", "sea", "box", "face", "picture"):
            number = int(hashlib.sha1(f"noto|{caption}".encode()).hexdigest(), 16) % 100
            wanted = "val-seen" if number < 4 else "test-seen" if number < 8 else "train"
            self.assertEqual(self.choose([caption]), (wanted, False), caption)
        self.assertEqual(split.instance_number("noto", "snail"), 7)  # must never change
        self.assertEqual(split.instance_number("noto", "dog"), 69)

    def test_the_lists_that_ship(self):
        lists = split.read_holdout(os.path.join(HERE, "holdout.txt"))
        self.assertEqual({name: len(words) for name, words in lists.items()}, {"test-concept": 60, "val-concept": 31})

    def test_a_concept_held_out_twice_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "holdout.txt")
            files.write_text(path, "[test-concept]\nlion\n[val-concept]\nlion\n")
            with self.assertRaisesRegex(ValueError, "lion"):
                split.read_holdout(path)


class Vocabulary(unittest.TestCase):
    def test_the_other_notation_is_turned_into_bert_s(self):
        pieces = ["[PAD]", "x", "[unused1]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "\u2581the", "ing", "[foo", "\u2581["]
        self.assertEqual(vocabulary.convert(pieces),
                         ["[PAD]", "[unused0]", "[unused1]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "##ing",
                          "##[foo", "["])

    def test_another_vocabulary_is_refused(self):
        with tempfile.TemporaryDirectory() as folder:
            files.write_text(os.path.join(folder, "package", "assets", "vocab.json"), json.dumps(["[PAD]", "x"]))
            with self.assertRaises(fetch.DigestError):
                vocabulary.build(folder)

    def test_the_vocabulary_that_ships_is_the_known_one(self):
        path = os.path.join(os.path.dirname(HERE), "tokenizer", "bert-base-uncased", "vocab.txt")
        self.assertEqual(files.sha256_of_file(path), vocabulary.TEXT_SHA256)


class CutVocabulary(unittest.TestCase):
    PIECES = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "o", "w", "l", "s", "##o", "##w", "##l", "##s", ".", "rare",
              "owl", "owls", "law", "sea", "a"]

    def test_what_nobody_reads_goes_and_characters_stay(self):
        kept = cut_vocabulary.cut(self.PIECES, ["Owl"], [], 12000)
        self.assertEqual(kept, [piece for piece in self.PIECES if piece not in ("rare", "owls", "law", "sea")])

    def test_texts_fill_up_with_what_they_use_most(self):
        texts = ["law law law", "Sea, sea; owls", "owls."]
        captions = ["owl"]
        base = len(cut_vocabulary.cut(self.PIECES, captions, [], 0))
        for more, expected in ((1, {"law"}), (2, {"law", "owls"}), (3, {"law", "owls", "sea"}),
                               (9, {"law", "owls", "sea"})):
            kept = cut_vocabulary.cut(self.PIECES, captions, texts, base + more)
            self.assertEqual(set(kept) & {"law", "owls", "sea", "rare"}, expected, more)
            self.assertEqual(kept, [piece for piece in self.PIECES if piece in kept])

    def test_pieces_of_captions_stay_whatever_the_size(self):
        self.assertIn("rare", cut_vocabulary.cut(self.PIECES, ["rare owls"], ["law"], 1))
        self.assertNotIn("law", cut_vocabulary.cut(self.PIECES, ["rare owls"], ["law"], 1))

    def test_only_sentences_that_training_reads_count(self):
        with tempfile.TemporaryDirectory() as folder:
            files.write_text(os.path.join(folder, "vocab.txt"), "\n".join(self.PIECES) + "\n")
            files.write_text(os.path.join(folder, "records.jsonl"),
                             '{"split": "train", "captions": ["owl"]}\n{"split": "test", "captions": ["rare"]}\n')
            files.write_text(os.path.join(folder, "texts", "a.txt"), "the law\n")
            files.write_text(os.path.join(folder, "texts", "val.txt"), "the sea\n")
            out = os.path.join(folder, "cut.txt")
            cut_vocabulary.write(folder, out, say=lambda text: None)
            with open(out, encoding="utf-8") as handle:
                kept = handle.read().split("\n")
        self.assertEqual([p for p in ("owl", "law", "rare", "sea") if p in kept], ["owl", "law"])

    def test_words_are_told_apart_as_bert_does(self):
        self.assertEqual(cut_vocabulary.words_of("A r\u00e9d_owl's box."),
                         ["a", "red", "_", "owl", "'", "s", "box", "."])


class Files(unittest.TestCase):
    def test_a_wrong_digest_is_refused_and_named(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "thing-1.0.tgz")
            files.write_text(path, "not the archive")
            with self.assertRaisesRegex(fetch.DigestError, "thing-1.0.tgz.*--allow-changed"):
                fetch.check_digest(path, "0" * 64)
            self.assertEqual(fetch.check_digest(path, "0" * 64, allow_changed=True),
                             hashlib.sha256(b"not the archive").hexdigest())

    def test_a_failed_write_leaves_the_old_file_and_nothing_else(self):
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "file")
            files.write_text(path, "old")
            with self.assertRaises(TypeError):
                files.write_bytes(path, "text is not bytes")
            with open(path, encoding="utf-8") as handle:
                self.assertEqual(handle.read(), "old")
            self.assertEqual(os.listdir(folder), ["file"])


class Packages(unittest.TestCase):
    def test_icons_are_matched_by_name_and_none_twice(self):
        def concept(label, *others):
            return emoji.Concept(label, "1", [label], [], "animal", "", True, [slug(t) for t in (label, *others)])

        icons = {"icons": {"cat": {"body": ""}, "astronaut-2": {"body": ""}, "astronaut-1": {"body": ""},
                           "bear-face": {"body": ""}}, "aliases": {"bear": {"parent": "bear-face"}}}
        concepts = [concept("cat face", "cat"), concept("cat"), concept("astronaut"), concept("bear", "bear face")]
        self.assertEqual(emoji.match_icons(concepts, icons, {}),
                         {"cat": "cat", "astronaut": "astronaut-1", "bear": "bear"})

    def test_an_alias_is_followed_with_its_flip(self):
        icons = {"width": 10, "height": 20, "icons": {"left": {"body": "<path/>"}},
                 "aliases": {"right": {"parent": "left", "hFlip": True}, "loop": {"parent": "loop"}}}
        self.assertIn('translate(10.0 0) scale(-1 1)', emoji.icon_svg(icons, "right"))
        self.assertIn('viewBox="0 0 10 20"', emoji.icon_svg(icons, "right"))
        with self.assertRaises(KeyError):
            emoji.icon_svg(icons, "loop")

    def test_clip_art_names_lose_their_author(self):
        self.assertEqual(clipart.without_author(["bison", "leif", "lodahl"], "Leif Lodahl"), ["bison"])
        self.assertEqual(clipart.without_author(["old", "man", "architet"], "Architetto Francesco"), ["old", "man"])
        self.assertEqual(clipart.split_name("openBook_02"), ["open", "book"])

    def test_clip_art_captions_must_be_english(self):
        self.assertEqual(clipart.english_caption("the red apple 02 bw", WORDS), "red apple")
        self.assertEqual(clipart.english_caption("lucertola maya", WORDS), "")
        self.assertEqual(clipart.english_caption("picture", WORDS), "")  # says nothing

    def test_a_copyright_file_s_last_word_counts(self):
        stanzas = gcompris.read_copyright(
            "Format: x\n\nFiles: *\nCopyright: all\nLicense: GPL-3\n\n"
            "Files: a/one.svg\n  a/two.svg\nCopyright: Somebody\nLicense: public-domain\nComment: from there\n")
        self.assertEqual(gcompris.stanza_of("a/two.svg", stanzas).author, "Somebody")
        self.assertEqual(gcompris.stanza_of("a/two.svg", stanzas).licence, "public-domain")
        self.assertEqual(gcompris.stanza_of("b.svg", stanzas).licence, "GPL-3")

    def resource_file(self):
        """A resource file with one packed file, 'dir/a.txt'."""
        names, offsets = b"", []
        for name in ("dir", "a.txt"):
            offsets.append(len(names))
            names += struct.pack(">HI", len(name), 0) + name.encode("utf-16-be")
        packed = struct.pack(">I", 5) + zlib.compress(b"hello")
        payload = struct.pack(">I", len(packed)) + packed
        tree = (struct.pack(">IHII", 0, rcc.DIRECTORY, 1, 1) + struct.pack(">IHII", offsets[0], rcc.DIRECTORY, 1, 2)
                + struct.pack(">IHHHI", offsets[1], rcc.COMPRESSED, 0, 0, 0))
        head = 20
        return struct.pack(">4sIIII", b"qres", 1, head, head + len(tree), head + len(tree) + len(payload)) + \
            tree + payload + names

    def test_resource_files(self):
        data = self.resource_file()
        self.assertEqual(rcc.read_files(data), {"dir/a.txt": b"hello"})
        for length in range(len(data)):
            with self.assertRaises(rcc.RccError):
                rcc.read_files(data[:length])


class Scenes(unittest.TestCase):
    RECORDS = [{"image": f"images/noto/{label}.png", "captions": [label], "split": name, "source": "noto",
                "category": "animal", "object": True}
               for name, labels in (("train", ("dog", "cat", "mouse", "apple", "guide dog", "skis")),
                                    ("test-seen", ("horse", "bus", "box")))
               for label in labels]

    def test_plurals(self):
        for one, many in (("dog", "dogs"), ("mouse", "mice"), ("guide dog", "guide dogs"), ("box", "boxes"),
                          ("cherry", "cherries"), ("monkey", "monkeys"), ("fish", "fish"), ("bus", "buses")):
            self.assertEqual(plurals.plural(one), many)
        for phrase in ("skis", "bread", "cooked rice", "glasses"):
            self.assertIsNone(plurals.plural(phrase))
        self.assertEqual(plurals.counted(1, "apple"), "an apple")
        self.assertEqual(plurals.counted(1, "unicorn"), "a unicorn")
        self.assertEqual(plurals.counted(3, "mouse"), "three mice")

    def test_a_scene_uses_sprites_of_its_own_split_only(self):
        table = scenes.sprite_table(self.RECORDS, "train", ["noto"])
        self.assertEqual(list(table), ["apple", "cat", "dog", "guide dog", "mouse"])
        self.assertEqual(list(scenes.sprite_table(self.RECORDS, "test-seen", ["noto"])), ["box", "bus", "horse"])

    def test_a_scene_follows_from_its_seed_and_its_caption_from_the_scene(self):
        table = scenes.sprite_table(self.RECORDS, "train", ["noto"])
        for number in range(300):
            kind, captions, placed = scenes.plan(f"test|{number}", table)
            self.assertEqual((kind, captions, placed), scenes.plan(f"test|{number}", table))
            for sprite, x, y, side in placed:
                self.assertTrue(0 <= x <= scenes.SIZE - side and 0 <= y <= scenes.SIZE - side)
            if kind == "relation":
                (one, x1, y1, side1), (two, x2, y2, _) = placed
                self.assertFalse(set(one.label.split()) & set(two.label.split()))
                first, second = plurals.counted(1, one.label), plurals.counted(1, two.label)
                if f"{first} left of {second}" in captions:
                    self.assertLessEqual(x1 + side1, x2)
                else:
                    self.assertIn(f"{first} above {second}", captions)
                    self.assertLessEqual(y1 + side1, y2)
            if kind == "count":
                self.assertEqual(captions[0], plurals.counted(len(placed), placed[0][0].label))


class Sentences(unittest.TestCase):
    def judge(self):
        return sentences.Judge(WORDS, {"the", "a", "they", "is", "it", "runs", "barks"}, {"goose", "lion"})

    def test_paragraphs_are_cut_where_sentences_end(self):
        self.assertEqual(sentences.cut('It rains. "Does it?" Mr. Bean and J. Smith said so! He left, e.g. Today.'),
                         ["It rains.", '"Does it?"', "Mr. Bean and J. Smith said so!", "He left, e.g. Today."])
        self.assertEqual(sentences.cut("So do I. They left."), ["So do I.", "They left."])
        self.assertEqual(sentences.cut("no end"), ["no end"])
        self.assertEqual(sentences.cut(""), [])

    def test_signs_become_plain(self):
        self.assertEqual(sentences.clean("\u201cIt\u2019s  _so_\u2014here ,\u201d"), '"It\'s so - here,"')

    def test_what_is_left_out_has_a_reason(self):
        judge = self.judge()
        for sentence, reason in (("the dog runs", "fewer than 4 words"), ("dog " * 121, "more than 120 words"),
                                 ("the dog " + "\u0434" * 6 + " runs", "too many signs that are no letters"),
                                 ("the xyzzy plugh foo runs", "too many unknown words"),
                                 ("the geese is a cat", "a held-out concept (it is 'geese')"),
                                 ("The dog is old.", ""), ("the dog is old", "it is there already")):
            self.assertEqual(judge.reason_against(sentence), reason, sentence)

    def test_a_word_that_only_contains_a_held_one_may_stay(self):
        judge = sentences.Judge(Words(["dandelion", "lion", "man"]), {"the", "is", "a"}, {"lion"})
        self.assertEqual(judge.reason_against("the man is a dandelion"), "")
        self.assertIn("lions", judge.reason_against("the man is a lions"))
        for hidden in ("the man is 'lion' a man", "the man is a lion's-man", "the man is a man (lion-man)"):
            self.assertIn("held-out", judge.reason_against(hidden), hidden)

    def test_one_sentence_in_a_hundred_is_for_validation(self):
        chosen = sum(texts.is_validation(f"sentence {number}") for number in range(5000))
        self.assertTrue(25 < chosen < 80, chosen)
        self.assertEqual(texts.is_validation("a bird"), texts.is_validation("a bird"))


class Texts(unittest.TestCase):
    def wordnet(self, folder, gloss):
        for name in texts.WORDNET_FILES:
            line = f"00001740 03 n 01 entity 0 000 | {gloss}  \n" if name == "data.noun" else ""
            files.write_text(os.path.join(folder, "usr", "share", "wordnet", name), "  1 a licence | here\n" + line)
        return texts.read_glosses(folder)

    def test_glosses_are_taken_apart(self):
        with tempfile.TemporaryDirectory() as folder:
            self.assertEqual(self.wordnet(folder, 'a large bird; "it flies"; "it sings"- Keats'),
                             (["a large bird"], ["it flies", "it sings"]))
            self.assertEqual(self.wordnet(folder, 'a bird called "crow"'), (['a bird called "crow"'], []))

    def test_markup_notes_and_titles_leave_the_bible_text(self):
        block = ('<title>Genesis</title> about this book <chapter n="1"/><title>One</title>In the <w lemma="x">'
                 'beginning</w><note>1:1 or so</note>. <div sID="g" type="x-p"/>The earth <l>was</l> <l>empty</l>.')
        self.assertEqual(texts.bible_paragraphs(block), ["In the beginning .", "The earth was empty ."])
        self.assertEqual(texts.bible_paragraphs("<milestone/>"), [])

    def test_the_blocks_of_a_module_are_unpacked_and_checked(self):
        with tempfile.TemporaryDirectory() as folder:
            module = os.path.join(folder, "usr", "share", "sword", "modules", "texts", "ztext", "web")
            for name, length in (("ot", 5), ("nt", 4)):
                packed = zlib.compress(b"hello")
                files.write_bytes(os.path.join(module, name + ".bzz"), packed)
                files.write_bytes(os.path.join(module, name + ".bzs"), struct.pack("<III", 0, len(packed), length))
            blocks = texts.sword_blocks(folder)
            self.assertEqual(next(blocks), "hello")
            with self.assertRaisesRegex(ValueError, "nt.bzz: a block has 5 bytes"):
                next(blocks)

    def r_vector(self, lines, kind=16):
        body = b"".join(struct.pack(">Ii", 0x40009, len(line.encode())) + line.encode() for line in lines)
        return (b"X\n" + struct.pack(">III", 3, 0, 0) + struct.pack(">I", 5) + b"UTF-8" +
                struct.pack(">II", kind, len(lines)) + body)

    def test_novels_are_unpacked_from_r_s_own_format(self):
        lines = ["CHAPTER I", "", "Emma was", "handsome.", "", "Finis"]
        data = self.r_vector(lines)
        self.assertEqual(texts.r_strings(data), lines)
        self.assertEqual(texts.paragraphs_of_lines(lines), ["Emma was handsome."])
        with self.assertRaisesRegex(ValueError, "not a vector of texts"):
            texts.r_strings(self.r_vector([], kind=13))
        with self.assertRaisesRegex(ValueError, "R's binary"):
            texts.r_strings(b"RDX3")
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "usr", "lib", "R", "site-library", "janeaustenr", "data", "Rdata.rdb")
            block = struct.pack(">I", len(data)) + zlib.compress(data)
            files.write_bytes(path, block + block)
            self.assertEqual(list(texts.austen_novels(folder)), [lines, lines])


class ImagesOnly(unittest.TestCase):
    def reason(self, name, shown=(), base="", source="noto", held=()):
        picture = images_only.Picture(source, name, [name.replace("-", " "), *shown], base)
        return images_only.reason_against(picture, set(held), HOLDOUT, WORDS)

    def test_the_tone_of_a_skin_is_no_part_of_the_name(self):
        for name in ("waving-hand-light-skin-tone", "waving-hand-medium-dark", "waving-hand-medium", "waving-hand"):
            self.assertEqual(images_only.base_name(name), "waving-hand", name)
        self.assertEqual(images_only.base_name("man-dark-skin-tone-beard"), "man-beard")
        self.assertEqual(images_only.base_name("light-bulb"), "light-bulb")

    def test_held_out_concepts_are_not_seen_in_any_text_or_name(self):
        self.assertIn("held-out concept", self.reason("two-geese"))
        self.assertIn("held-out concept", self.reason("animal", ["a pet", "lion"]))
        self.assertIn("'keyboard' in it", self.reason("musicalkeyboard"))
        self.assertEqual(self.reason("red-apple", ["fruit"]), "")

    def test_a_variant_of_a_held_out_picture_is_held_out(self):
        held = {("noto", "horse")}
        self.assertIn("held out (it is 'horse')", self.reason("horse-dark", base="horse", held=held))
        self.assertEqual(self.reason("horse-dark", base="horse", source="twemoji", held=held), "")

    def test_what_nothing_is_known_of_is_left_out(self):
        unknown = images_only.Picture("fluent-3d", "1f53d", [])
        self.assertEqual(images_only.reason_against(unknown, set(), HOLDOUT, WORDS), "nothing says what it shows")

    def test_a_picture_with_captions_is_not_drawn_again_and_its_variant_is(self):
        record = {"image": "images/noto/dog.png", "captions": ["dog"], "split": "train"}
        drawn = {("noto", "dog"): record}
        plain = images_only.Picture("noto", "dog-face", ["dog"], "dog")
        toned = images_only.Picture("noto", "dog-face-dark", ["dog"], "dog")
        self.assertEqual(images_only.captioned_record(plain, drawn, {}), record)
        self.assertIsNone(images_only.captioned_record(toned, drawn, {}))

    def test_no_held_out_source_is_among_them(self):
        self.assertFalse({"openmoji", "streamline", "art4apps"} & set(images_only.SOURCE_NAMES))
        self.assertIn("game-icons", images_only.SOURCE_NAMES)


class Baseline(unittest.TestCase):
    def test_the_rank_counts_equal_scores_against_the_answer(self):
        self.assertEqual(baseline.rank_of_first_match(np.array([0.9, 0.5, 0.1]), np.array([True, False, False])), 1)
        self.assertEqual(baseline.rank_of_first_match(np.array([0.5, 0.5, 0.5]), np.array([True, False, False])), 3)

    def test_retrieval_by_the_nearest_training_picture_of_the_caption(self):
        train = [{"captions": ["dog"]}, {"captions": ["cat", "kitty"]}]
        test = [{"captions": ["cat"]}, {"captions": ["dog"]}, {"captions": ["cow"]}]
        table = np.array([[9.0, 1.0], [2.0, 8.0], [5.0, 0.5]])
        result = baseline.retrieval(test, table, train)
        # 'dog' finds its picture first, 'cat' second (the cow looks more like a cat), 'cow' cannot be asked.
        self.assertEqual(result["queries_no_training_picture_has"], 1)
        self.assertAlmostEqual(result["all"]["R@1"], 1 / 3)
        self.assertAlmostEqual(result["known"]["R@1"], 1 / 2)
        self.assertAlmostEqual(result["all"]["R@5"], 2 / 3)


class Shipped(unittest.TestCase):
    def test_every_demo_picture_has_a_record_and_every_record_a_picture(self):
        base = os.path.join(HERE, "pictures")
        with open(os.path.join(base, "records.jsonl"), encoding="utf-8") as handle:
            records = [json.loads(line) for line in handle]
        found = {os.path.relpath(os.path.join(folder, name), base)
                 for folder, _, names in os.walk(base) for name in names if name.endswith(".png")}
        self.assertEqual({record["image"] for record in records}, found)
        for record in records:
            self.assertTrue(record["captions"][0] and record["licence"] and record["author"], record["image"])
            self.assertNotIn(record["source"], ("emojione", "art4apps"))
        self.assertLess(sum(os.path.getsize(os.path.join(base, name)) for name in found), 4_000_000)


if __name__ == "__main__":
    unittest.main()
