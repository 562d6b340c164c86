#pragma once

#include "core/base/error.h"

#include <QMetaType>
#include <QString>

#include <exception>

namespace vlmo::ui {

/// A failure as the window shows it: a translated sentence that says what kind of thing went wrong, and core's own
/// sentence, which names the file and the reason.
struct Failure {
    ErrorKind kind = ErrorKind::Internal;
    QString reason; ///< What core said.

    /// What happened, in the language of the window; without the reason.
    [[nodiscard]] QString headline() const;
    /// Headline and reason, a line each.
    [[nodiscard]] QString text() const;
};

/// What the window says of an error of core: headline and reason.
[[nodiscard]] QString failureText(const Error& error);

/// The failure behind an exception of any type. An exception that is not vlmo::Error is a defect and is shown as one.
[[nodiscard]] Failure failureFrom(const std::exception_ptr& exception);

} // namespace vlmo::ui
