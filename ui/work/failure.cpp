#include "ui/work/failure.h"

#include <QCoreApplication>

#include <new>

namespace vlmo::ui {

QString Failure::headline() const
{
    const auto text = [](const char* source) { return QCoreApplication::translate("vlmo::ui::Failure", source); };
    switch (kind) {
    case ErrorKind::InvalidArgument:
        return text(QT_TRANSLATE_NOOP("vlmo::ui::Failure", "This cannot be done as asked."));
    case ErrorKind::BadInput:
        return text(QT_TRANSLATE_NOOP("vlmo::ui::Failure", "A file is damaged or not what it claims to be."));
    case ErrorKind::Incompatible:
        return text(QT_TRANSLATE_NOOP("vlmo::ui::Failure", "These two do not go together."));
    case ErrorKind::NotFound:
        return text(QT_TRANSLATE_NOOP("vlmo::ui::Failure", "Something that is needed is not there."));
    case ErrorKind::OutOfMemory:
        return text(QT_TRANSLATE_NOOP("vlmo::ui::Failure", "The memory does not suffice."));
    case ErrorKind::Cancelled:
        return text(QT_TRANSLATE_NOOP("vlmo::ui::Failure", "The work was cancelled."));
    case ErrorKind::Internal:
        break;
    }
    return text(QT_TRANSLATE_NOOP("vlmo::ui::Failure", "The program or the system failed."));
}

QString Failure::text() const
{
    return reason.isEmpty() ? headline() : headline() + u'\n' + reason;
}

QString failureText(const Error& error)
{
    return Failure{error.kind(), QString::fromUtf8(error.what())}.text();
}

Failure failureFrom(const std::exception_ptr& exception)
{
    try {
        std::rethrow_exception(exception);
    } catch (const Error& error) {
        return {error.kind(), QString::fromUtf8(error.what())};
    } catch (const std::bad_alloc&) {
        return {ErrorKind::OutOfMemory, QString()};
    } catch (const std::exception& error) {
        return {ErrorKind::Internal, QString::fromUtf8(error.what())};
    }
}

} // namespace vlmo::ui
