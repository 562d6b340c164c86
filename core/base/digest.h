#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace vlmo {

/// SHA-256 of what comes bit by bit; of a whole file or text see sha256() in core/base/files.h.
class Digest final {
public:
    /// Throws Error(Internal) when the system's libcrypto has no SHA-256.
    Digest();

    void add(std::string_view bytes);
    /// Adds a text and its length, so that "ab" and "c" differ from "a" and "bc".
    void addField(std::string_view text);

    /// Lower-case hexadecimal. Call once, last.
    [[nodiscard]] std::string finish();

private:
    std::unique_ptr<evp_md_ctx_st, void (*)(evp_md_ctx_st*)> m_context;
};

} // namespace vlmo
