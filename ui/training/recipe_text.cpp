#include "ui/training/recipe_text.h"

#include <QStringList>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Where a line's value stands.
struct Place {
    qsizetype line = 0;  ///< From 0.
    qsizetype begin = 0; ///< First letter of the value.
    qsizetype end = 0;   ///< Behind its last one.
};

/// The length of a line without its comment: a # inside quotes is none.
qsizetype lengthWithoutComment(const QString& line)
{
    QChar quote;
    for (qsizetype i = 0; i < line.size(); ++i) {
        const QChar letter = line[i];
        if (!quote.isNull()) {
            if (letter == u'\\' && quote == u'"')
                ++i;
            else if (letter == quote)
                quote = {};
        } else if (letter == u'"' || letter == u'\'') {
            quote = letter;
        } else if (letter == u'#') {
            return i;
        }
    }
    return line.size();
}

/// "[data]" gives "data"; nothing for a line that opens no table.
std::optional<QString> tableOpenedBy(const QString& line)
{
    const QString trimmed = line.left(lengthWithoutComment(line)).trimmed();
    if (!trimmed.startsWith(u'[') || !trimmed.endsWith(u']') || trimmed.contains(u'='))
        return std::nullopt;
    return trimmed.mid(1, trimmed.size() - 2).trimmed();
}

struct Found {
    std::optional<Place> value;
    std::optional<qsizetype> lastOfTable; ///< The last line of the key's table that says something.
};

Found find(const QStringList& lines, const QString& key)
{
    const qsizetype dot = key.lastIndexOf(u'.');
    const QString table = dot < 0 ? QString() : key.left(dot);
    const QString name = key.mid(dot + 1);
    QString present;
    Found found;
    if (table.isEmpty())
        found.lastOfTable = -1;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        if (const auto opened = tableOpenedBy(lines[i])) {
            present = *opened;
            if (present == table)
                found.lastOfTable = i;
            continue;
        }
        if (present != table || lines[i].trimmed().isEmpty())
            continue;
        const qsizetype length = lengthWithoutComment(lines[i]);
        const qsizetype equals = lines[i].left(length).indexOf(u'=');
        // Comments at the end of a table belong to what follows them.
        if (equals < 0)
            continue;
        found.lastOfTable = i;
        if (lines[i].left(equals).trimmed() != name)
            continue;
        qsizetype begin = equals + 1;
        qsizetype end = length;
        while (begin < end && lines[i][begin].isSpace())
            ++begin;
        while (end > begin && lines[i][end - 1].isSpace())
            --end;
        found.value = Place{i, begin, end};
        return found;
    }
    return found;
}

} // namespace

std::optional<int> lineOfKey(const QString& text, const QString& key)
{
    const Found found = find(text.split(u'\n'), key);
    return found.value ? std::optional(static_cast<int>(found.value->line) + 1) : std::nullopt;
}

std::optional<QString> valueOfKey(const QString& text, const QString& key)
{
    const QStringList lines = text.split(u'\n');
    const Found found = find(lines, key);
    if (!found.value)
        return std::nullopt;
    QString value = lines[found.value->line].mid(found.value->begin, found.value->end - found.value->begin);
    if (value.size() >= 2 && value.startsWith(u'\'') && value.endsWith(u'\''))
        return value.mid(1, value.size() - 2);
    if (value.size() >= 2 && value.startsWith(u'"') && value.endsWith(u'"')) {
        value = value.mid(1, value.size() - 2);
        value.replace(u"\\\""_s, u"\""_s);
        value.replace(u"\\\\"_s, u"\\"_s);
    }
    return value;
}

QString withValue(const QString& text, const QString& key, const QString& value)
{
    QStringList lines = text.split(u'\n');
    const Found found = find(lines, key);
    const QString line = key.mid(key.lastIndexOf(u'.') + 1) + u" = "_s + value;
    if (found.value) {
        lines[found.value->line].replace(found.value->begin, found.value->end - found.value->begin, value);
    } else if (found.lastOfTable) {
        // Before the first table's comments, behind what the table has already.
        qsizetype at = *found.lastOfTable + 1;
        while (*found.lastOfTable < 0 && at < lines.size() && lines[at].startsWith(u'#'))
            ++at;
        lines.insert(at, line);
    } else {
        if (!lines.isEmpty() && lines.back().isEmpty())
            lines.removeLast();
        lines += {QString(), u'[' + key.left(key.lastIndexOf(u'.')) + u']', line, QString()};
    }
    return lines.join(u'\n');
}

QString tomlString(const QString& text)
{
    QString escaped = text;
    escaped.replace(u'\\', u"\\\\"_s);
    escaped.replace(u'"', u"\\\""_s);
    escaped.replace(u'\n', u"\\n"_s);
    escaped.replace(u'\t', u"\\t"_s);
    return u'"' + escaped + u'"';
}

} // namespace vlmo::ui
