// The German texts against the English ones that they stand for, as the file has them.
#include <gmock/gmock.h>

#include <QFile>
#include <QRegularExpression>
#include <QStringList>
#include <QXmlStreamReader>

namespace {

using namespace Qt::Literals::StringLiterals;

struct Message {
    QString context;
    QString source;
    QStringList forms; ///< One, or two where the number decides.
    QString type;      ///< "unfinished", "obsolete", "vanished", or nothing.
    bool isPlural = false;

    [[nodiscard]] std::string name() const { return (context + u": "_s + source).toStdString(); }
};

struct TranslationFile {
    QString language;
    QList<Message> messages;
};

TranslationFile readTranslation(const QString& name)
{
    QFile file(QStringLiteral(VLMO_SOURCE_DIR "/resources/translations/") + name);
    EXPECT_TRUE(file.open(QIODevice::ReadOnly)) << name.toStdString();
    TranslationFile translation;
    QString context;
    QXmlStreamReader xml(&file);
    while (!xml.atEnd()) {
        if (xml.readNext() != QXmlStreamReader::StartElement)
            continue;
        if (xml.name() == u"TS")
            translation.language = xml.attributes().value("language"_L1).toString();
        else if (xml.name() == u"name")
            context = xml.readElementText();
        else if (xml.name() == u"message")
            translation.messages.append({context, {}, {}, {}, xml.attributes().value("numerus"_L1) == u"yes"});
        else if (xml.name() == u"source")
            translation.messages.back().source = xml.readElementText();
        else if (xml.name() == u"numerusform")
            translation.messages.back().forms.append(xml.readElementText());
        else if (xml.name() == u"translation") {
            translation.messages.back().type = xml.attributes().value("type"_L1).toString();
            if (!translation.messages.back().isPlural)
                translation.messages.back().forms.append(xml.readElementText());
        }
    }
    EXPECT_FALSE(xml.hasError()) << xml.errorString().toStdString();
    return translation;
}

const TranslationFile& german()
{
    static const TranslationFile file = readTranslation(u"vlmo_de.ts"_s);
    return file;
}

/// "%1", "%2", "%n" in order of their names, each as often as it stands there.
QStringList placeholders(const QString& text)
{
    static const QRegularExpression place(u"%L?([0-9]+|n)"_s);
    QStringList found;
    for (auto match = place.globalMatch(text); match.hasNext();)
        found.append(match.next().captured());
    found.sort();
    return found;
}

int mnemonics(const QString& text)
{
    static const QRegularExpression mark(u"&[^&\\s]"_s);
    return static_cast<int>(text.count(mark));
}

TEST(TheGermanFile, HasEveryTextFinished)
{
    EXPECT_EQ(german().language, u"de"_s);
    EXPECT_GT(german().messages.size(), 500);
    for (const Message& message : german().messages) {
        EXPECT_TRUE(message.type.isEmpty()) << message.name() << " is " << message.type.toStdString();
        EXPECT_EQ(message.forms.size(), message.isPlural ? 2 : 1) << message.name();
        for (const QString& form : message.forms)
            EXPECT_FALSE(form.trimmed().isEmpty()) << message.name();
    }
}

TEST(TheGermanFile, HasTwoFormsWhereverTheEnglishOneHas)
{
    int plurals = 0;
    for (const Message& message : german().messages)
        plurals += message.isPlural;
    EXPECT_EQ(plurals, readTranslation(u"vlmo_en.ts"_s).messages.size());
}

TEST(TheGermanFile, KeepsPlaceholdersAndMarks)
{
    static const QRegularExpression tag(u"<[^>]+>"_s);
    for (const Message& message : german().messages) {
        for (const QString& form : message.forms) {
            EXPECT_EQ(placeholders(form), placeholders(message.source)) << message.name();
            EXPECT_EQ(mnemonics(form), mnemonics(message.source)) << message.name();
            EXPECT_EQ(form.endsWith(u"…"), message.source.endsWith(u"…")) << message.name();
            EXPECT_EQ(form.endsWith(u'.'), message.source.endsWith(u'.')) << message.name();
            EXPECT_EQ(form.count(u'\n'), message.source.count(u'\n')) << message.name();
            EXPECT_EQ(form.count(tag), message.source.count(tag)) << message.name();
            EXPECT_EQ(form, form.trimmed()) << message.name();
        }
    }
}

TEST(TheGermanFile, SpeaksToNobodyAndHasGermanQuotationMarks)
{
    static const QRegularExpression address(u"\\b(Sie|Ihr|Ihre|Ihren|bitte|Bitte)\\b"_s);
    for (const Message& message : german().messages) {
        for (const QString& form : message.forms) {
            EXPECT_FALSE(form.contains(address)) << form.toStdString();
            EXPECT_FALSE(form.contains(u'!')) << form.toStdString();
            EXPECT_FALSE(QString(form).remove(u"href=\"move\""_s).contains(u'"')) << form.toStdString();
        }
    }
}

} // namespace
