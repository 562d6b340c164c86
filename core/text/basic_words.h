#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace vlmo {

/// Splits a text into the words that WordPiece looks up, as BERT's uncased basic tokenizer does: control characters
/// dropped, CJK ideographs and punctuation marks words of their own, lower-cased character by character, accents
/// stripped. `[PAD] [UNK] [CLS] [SEP] [MASK]` standing alone between spaces stay whole. Follows the character tables of
/// Unicode 14, which the reference was run with; younger characters count as unassigned and are dropped, so that the
/// words do not depend on the system's tables.
///
/// `text` is UTF-8; invalid bytes are read as U+FFFD, which is dropped. `word` hears each word in order, never an empty
/// one. Throws Error(InvalidArgument) for a text of 1 GiB or more.
void forEachBasicWord(std::string_view text, const std::function<void(const std::string&)>& word);

[[nodiscard]] bool isValidUtf8(std::string_view bytes);

} // namespace vlmo
