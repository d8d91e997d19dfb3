// How the shim deals with ICU's error codes.
#ifndef ICU_SHIM_STATUS_H
#define ICU_SHIM_STATUS_H

#include <cstdint>
#include <cstring>
#include <string>
#include <unicode/utypes.h>

namespace icu_shim {

/// An error code that ICU functions can be given, and its one check.
class Status {
public:
    operator UErrorCode *() { return &code_; }
    operator UErrorCode &() { return code_; }

    bool failed() const { return U_FAILURE(code_); }

    /// `value`, or the negated error code. A result that was too long for its buffer is no error: its length says so.
    int32_t result(int32_t value) const {
        if (code_ == U_BUFFER_OVERFLOW_ERROR) return value;
        return U_FAILURE(code_) ? -static_cast<int32_t>(code_) : value;
    }

private:
    UErrorCode code_ = U_ZERO_ERROR;
};

/// Copies `text` into a buffer of the caller when it fits. Gives its length either way.
inline int32_t copy(const std::string &text, char *buffer, int32_t capacity) {
    const int32_t length = static_cast<int32_t>(text.size());
    if (length <= capacity) std::memcpy(buffer, text.data(), text.size());
    return length;
}

} // namespace icu_shim

#endif
