#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace vlmo {

/// One value of a pickle: small, copied freely; what it refers to lies in the PickleDocument.
struct PickleValue {
    enum class Kind : std::uint8_t {
        None,
        Truth,
        Integer,
        Float,
        BigNumber, ///< An integer of more than 64 bits.
        Text,
        Bytes,
        List,
        Tuple,
        Dictionary,
        Set,
        Global,  ///< A name of Python's ("torch.float32"), never looked up.
        Storage, ///< What a persistent id of torch.save stands for.
        Tensor,
        Object, ///< An instance of a class of modules, never made: its class and its attributes.
    };

    Kind kind = Kind::None;
    std::int64_t number = 0; ///< The truth or the integer itself; else an index into the document.
};

/// The storage a persistent id names: ('storage', class, key, place, elements, view).
struct PickleStorage {
    std::string_view type; ///< "torch.FloatStorage"
    std::string_view key;
    std::uint64_t elements = 0;     ///< Of the whole storage of that key.
    std::uint64_t viewOffset = 0;   ///< In elements; only legacy files have views of storages.
    std::uint64_t viewElements = 0; ///< What a tensor may use, from `viewOffset` on; `elements` without a view.
};

/// A call of torch._utils._rebuild_tensor_v2, written down instead of made.
struct PickleTensor {
    PickleStorage storage;
    std::uint64_t offset = 0; ///< In elements.
    std::vector<std::int64_t> shape;
    std::vector<std::int64_t> strides;
};

/// An object of a class, written down instead of made: what torch.save writes of a whole module.
struct PickleObject {
    std::string_view type;    ///< "torch.nn.modules.container.Sequential"
    PickleValue attributes{}; ///< A Dictionary, or None.
};

/// What a pickle contains. Texts point into the bytes it was read from.
struct PickleDocument {
    PickleValue root;
    std::vector<std::string_view> texts;             ///< Text, Bytes
    std::deque<std::string> globals;                 ///< Global; a deque, since others point into it.
    std::vector<std::vector<PickleValue>> sequences; ///< List, Tuple, Set; Dictionary: key, value, key, value...
    std::vector<PickleStorage> storages;             ///< Storage
    std::vector<PickleTensor> tensors;               ///< Tensor
    std::vector<PickleObject> objects;               ///< Object
    std::size_t size = 0;                            ///< Bytes consumed, up to and including the STOP.

    [[nodiscard]] const std::vector<PickleValue>& sequence(PickleValue value) const
    {
        return sequences.at(static_cast<std::size_t>(value.number));
    }
    [[nodiscard]] std::string_view text(PickleValue value) const
    {
        return texts.at(static_cast<std::size_t>(value.number));
    }
};

/// Reads one pickle as torch.save writes it, without executing anything. Calls are not made but written down, and only
/// these are known: torch._utils._rebuild_tensor_v2 and _rebuild_parameter, collections.OrderedDict, set, torch.device,
/// and the making of modules, whose classes are in torch.nn.modules or dall_e. A file that wants any other call is
/// refused with the name of what it wanted to call; a name that is merely mentioned stays a Global. Throws
/// Error(BadInput) that names `source` and the byte, `firstByte` being where `bytes` begins in the file. Memory stays
/// within a small multiple of the bytes read.
[[nodiscard]] PickleDocument readPickle(std::span<const std::byte> bytes, std::uint64_t firstByte,
                                        const std::string& source);

/// "a dictionary", for lists of what was left out.
[[nodiscard]] std::string describe(const PickleDocument& document, PickleValue value);

} // namespace vlmo
