#include "tests/fuzz/refuse_or_read.h"

#include "core/text/tokenizer.h"

#include <algorithm>

using namespace vlmo;

/// Any bytes are a sentence; any bytes are a vocabulary or are refused as bad input.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static const Tokenizer tokenizer =
        Tokenizer::fromFile(VLMO_SOURCE_DIR "/resources/tokenizer/bert-base-uncased/vocab.txt");
    const std::string text(reinterpret_cast<const char*>(data), size);
    const EncodedText encoded = tokenizer.encode(text, 16);
    test::require(encoded.ids.size() >= 2 && encoded.ids.size() <= 16, "a sentence keeps to its length");
    test::require(encoded.ids.size() - 2 + encoded.cutPieces == tokenizer.ids(text).size(), "every piece is counted");
    test::require(std::all_of(encoded.ids.begin(), encoded.ids.end(),
                              [](std::int32_t id) { return id >= 0 && std::size_t(id) < tokenizer.size(); }),
                  "every id is in the vocabulary");

    std::vector<std::string> pieces{"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"};
    for (std::size_t begin = 0; begin < size; begin += 3)
        pieces.push_back(text.substr(begin, 3));
    test::refuseOrRead([&] { (void)Tokenizer::fromPieces(pieces).ids(text); });
    return 0;
}
