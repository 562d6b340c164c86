// What a pickle may ask for beyond plain values: tensors, storages, ordered dictionaries, sets.
#include "core/checkpoint/pickle_machine.h"

#include <utility>

namespace vlmo {
namespace {

/// Classes whose objects are nothing but their attributes, by where they live: modules as torch.save writes them whole.
bool isModuleClass(std::string_view name)
{
    return name.starts_with("torch.nn.modules.") || name.starts_with("dall_e.");
}

} // namespace

void PickleMachine::call()
{
    const PickleValue argumentTuple = pop();
    const PickleValue callee = pop();
    if (callee.kind != Kind::Global || argumentTuple.kind != Kind::Tuple)
        refuseCall(callee);
    const std::string& name = m_document.globals[static_cast<std::size_t>(callee.number)];
    const Values arguments = few(argumentTuple, "a call's arguments");
    const auto isOf = [&](Kind kind) { return !arguments.empty() && arguments.front().kind == kind; };
    if (name == "torch._utils._rebuild_tensor_v2")
        pushTensor(arguments);
    else if (name == "torch._utils._rebuild_parameter" && isOf(Kind::Tensor))
        push(arguments.front());
    else if (name == "collections.OrderedDict" && arguments.empty())
        pushSequence(Kind::Dictionary, {});
    else if ((name == "__builtin__.set" || name == "builtins.set") && arguments.empty())
        pushSequence(Kind::Set, {});
    else if ((name == "__builtin__.set" || name == "builtins.set") && isOf(Kind::List))
        push(Kind::Set, arguments.front().number); // Shared with the list, or sets of one long list could multiply it.
    else if (name == "torch.device" && isOf(Kind::Text)) // An attribute of modules.
        pushObject(name);
    else
        refuseCall(callee);
}

void PickleMachine::makeObject(PickleValue type)
{
    if (type.kind != Kind::Global || !isModuleClass(m_document.globals[static_cast<std::size_t>(type.number)]))
        refuseCall(type);
    pushObject(m_document.globals[static_cast<std::size_t>(type.number)]);
}

void PickleMachine::pushObject(std::string_view type)
{
    count(m_made);
    m_document.objects.push_back({type, {}});
    push(Kind::Object, static_cast<std::int64_t>(m_document.objects.size() - 1));
}

void PickleMachine::refuseCall(PickleValue callee)
{
    const bool named = callee.kind == Kind::Global;
    m_reader.refuse(
        "is refused: it wants to call " +
        (named ? m_document.globals[static_cast<std::size_t>(callee.number)] : describe(m_document, callee)) +
        ", and opening a checkpoint must not run code");
}

void PickleMachine::setState()
{
    const PickleValue state = pop();
    if (top().kind == Kind::Object && state.kind == Kind::Dictionary)
        m_document.objects[static_cast<std::size_t>(top().number)].attributes = state;
    // An ordered dictionary may carry attributes (`_metadata` of a state dict), which say nothing about the weights.
    else if (top().kind != Kind::Dictionary)
        m_reader.refuse("is refused: it wants to set the state of " + describe(m_document, top()));
}

void PickleMachine::pushPersistent()
{
    const Values parts = few(pop(), "a storage's name");
    // In the old format, ('module', class, source file, source) stands for the class of a module.
    if (parts.size() >= 2 && parts[0].kind == Kind::Text && m_document.text(parts[0]) == "module" &&
        parts[1].kind == Kind::Global)
        push(parts[1]);
    else
        pushStorage(parts);
}

void PickleMachine::pushStorage(const Values& parts)
{
    if (parts.size() < 5 || parts[0].kind != Kind::Text || m_document.text(parts[0]) != "storage" ||
        parts[1].kind != Kind::Global || parts[2].kind != Kind::Text)
        m_reader.refuse("refers to something that is no storage");
    PickleStorage storage;
    storage.type = m_document.globals[static_cast<std::size_t>(parts[1].number)];
    storage.key = m_document.text(parts[2]);
    storage.elements = size(parts[4], "a storage's size");
    storage.viewElements = storage.elements;
    if (parts.size() > 5 && parts[5].kind == Kind::Tuple) {
        const Values view = few(parts[5], "a storage's view");
        if (view.size() != 3)
            m_reader.refuse("refers to something that is no view of a storage");
        storage.viewOffset = size(view[1], "a view's offset");
        storage.viewElements = size(view[2], "a view's size");
        if (storage.viewOffset > storage.elements || storage.viewElements > storage.elements - storage.viewOffset)
            m_reader.refuse("has a view that reaches beyond its storage");
    }
    count(m_made);
    m_document.storages.push_back(storage);
    push(Kind::Storage, static_cast<std::int64_t>(m_document.storages.size() - 1));
}

void PickleMachine::pushTensor(const Values& arguments)
{
    if (arguments.size() < 4 || arguments[0].kind != Kind::Storage)
        m_reader.refuse("rebuilds a tensor from something that is no storage");
    PickleTensor tensor;
    tensor.storage = m_document.storages[static_cast<std::size_t>(arguments[0].number)];
    tensor.offset = size(arguments[1], "a tensor's offset");
    tensor.shape = sizes(arguments[2], "a tensor's shape");
    tensor.strides = sizes(arguments[3], "a tensor's stride");
    if (tensor.shape.size() != tensor.strides.size())
        m_reader.refuse("has a tensor with " + std::to_string(tensor.shape.size()) + " sizes and " +
                        std::to_string(tensor.strides.size()) + " strides");
    count(m_made);
    m_document.tensors.push_back(std::move(tensor));
    push(Kind::Tensor, static_cast<std::int64_t>(m_document.tensors.size() - 1));
}

std::uint64_t PickleMachine::size(PickleValue value, const char* what)
{
    if (value.kind != Kind::Integer)
        m_reader.refuse(std::string("gives as ") + what + " " + describe(m_document, value));
    if (value.number < 0)
        m_reader.refuse(std::string("gives as ") + what + " the negative number " + std::to_string(value.number));
    return static_cast<std::uint64_t>(value.number);
}

std::vector<std::int64_t> PickleMachine::sizes(PickleValue value, const char* what)
{
    std::vector<std::int64_t> numbers;
    for (const PickleValue element : few(value, what))
        numbers.push_back(static_cast<std::int64_t>(size(element, what)));
    return numbers;
}

PickleMachine::Values PickleMachine::few(PickleValue value, const char* what)
{
    constexpr std::size_t most = 64; // As many as torch allows dimensions; copies of long tuples would add up.
    if (value.kind != Kind::Tuple)
        m_reader.refuse(std::string("gives as ") + what + " " + describe(m_document, value));
    if (m_document.sequence(value).size() > most)
        m_reader.refuse(std::string("gives as ") + what + " a tuple of over 64 values");
    return m_document.sequence(value);
}

} // namespace vlmo
