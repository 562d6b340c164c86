// The window in German, and how its language is chosen.
#include "tests/ui/pretraining/hand_made_runs.h"
#include "tests/ui/support/clipped_texts.h"
#include "tests/ui/support/in_german.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/ask/ask_panel.h"
#include "ui/help.h"
#include "ui/pretraining/pretrain_panel.h"
#include "ui/training/run_look.h"
#include "ui/training/run_monitor.h"
#include "ui/translation.h"
#include "ui/widgets/labels.h"
#include "ui/work/failure.h"

#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QMenuBar>
#include <QPushButton>
#include <QToolBar>
#include <QToolButton>

#include <map>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class TheGermanWindow : private test::InGerman, public test::WindowTest {
protected:
    [[nodiscard]] std::string textsOf(const QWidget& widget) const
    {
        QStringList texts;
        for (const auto* label : widget.findChildren<QLabel*>())
            texts.append(label->text());
        for (const auto* button : widget.findChildren<QAbstractButton*>())
            texts.append({button->text(), button->toolTip()});
        return texts.join(u'\n').toStdString();
    }

    [[nodiscard]] QList<QMenu*> menus() const
    {
        QList<QMenu*> found;
        for (const QAction* action : m_window->menuBar()->actions())
            found.append(action->menu());
        return found;
    }
};

TEST_F(TheGermanWindow, NamesItsPanels)
{
    QStringList titles;
    for (const auto* button : m_window->findChild<QToolBar*>(u"rail"_s)->findChildren<QToolButton*>()) {
        if (button->property("rail").toBool())
            titles.append(button->text());
    }
    EXPECT_EQ(titles, QStringList({u"Bibliothek"_s, u"Fragen"_s, u"Experten"_s, u"Vortraining"_s, u"Anpassung"_s}));
    EXPECT_EQ(shownLanguage(), u"de"_s);
}

TEST_F(TheGermanWindow, SpeaksGermanInTheAskPanelAndCutsNoText)
{
    m_window->showPanel(u"ask"_s);
    auto& ask = *qobject_cast<AskPanel*>(m_window->panel(u"ask"_s));
    loadModel();
    for (const AskKind kind : askKinds) {
        ask.setKind(kind);
        for (int round = 0; round < 5; ++round)
            QCoreApplication::processEvents();
        const std::string texts = textsOf(ask);
        EXPECT_THAT(texts, AllOf(HasSubstr("Bild öffnen"), HasSubstr("Frage beantworten"), Not(HasSubstr("picture,"))));
        const QStringList clipped = test::clippedTexts(ask);
        EXPECT_TRUE(clipped.isEmpty()) << askKindName(kind).toStdString() << ": " << clipped.join(u'\n').toStdString();
    }
    EXPECT_THAT(ask.missing().text().toStdString(), HasSubstr("MLM-Kopf"));
    EXPECT_THAT(textsOf(*ask.detailsPane()), HasSubstr("Verlauf"));
}

TEST_F(TheGermanWindow, SpeaksGermanInTheLibrary)
{
    openLibraryOfThree();
    const std::string texts = textsOf(library());
    EXPECT_THAT(texts, AllOf(HasSubstr("3 Bilder, alle indexiert"), HasSubstr("Bilder hinzufügen")));
    EXPECT_THAT(texts, AllOf(Not(HasSubstr("picture")), Not(HasSubstr("indexed"))));
    EXPECT_EQ(library().queryLine().words()->placeholderText(),
              u"Ein Bild beschreiben oder eines hineinziehen oder einfügen"_s);
}

TEST_F(TheGermanWindow, SpeaksGermanInThePretrainPanel)
{
    m_window->showPanel(u"pretrain"_s);
    QWidget* panel = m_window->panel(u"pretrain"_s);
    ASSERT_TRUE(waitUntil([panel] { return !qobject_cast<Panel*>(panel)->isBusy(); }));
    const std::string texts = textsOf(*panel);
    EXPECT_THAT(texts, AllOf(HasSubstr("Vortraining"), HasSubstr("Bild-Tokenizer"), HasSubstr("Noch keine Läufe"),
                             HasSubstr("Einrichten…"), HasSubstr("Lauf starten")));
    EXPECT_THAT(texts, AllOf(Not(HasSubstr("Set up")), Not(HasSubstr("No runs")), Not(HasSubstr("Start run"))));
}

TEST_F(TheGermanWindow, HasNoLetterTwiceInAMenu)
{
    const auto letterOf = [](const QString& text) {
        const qsizetype mark = text.indexOf(u'&');
        return mark < 0 || mark + 1 >= text.size() ? QChar() : text[mark + 1].toLower();
    };
    QList<QList<QAction*>> lists{m_window->menuBar()->actions()};
    for (const QMenu* menu : menus())
        lists.append(menu->actions());
    ASSERT_GT(lists.size(), 5);
    for (const QList<QAction*>& actions : lists) {
        std::map<QChar, QString> letters;
        for (const QAction* action : actions) {
            const QChar letter = letterOf(action->text());
            if (letter.isNull())
                continue;
            const auto [other, isNew] = letters.emplace(letter, action->text());
            EXPECT_TRUE(isNew) << action->text().toStdString() << " and " << other->second.toStdString();
        }
    }
}

TEST_F(TheGermanWindow, HasOneMenuAGroup)
{
    QStringList titles;
    for (const QMenu* menu : menus())
        titles.append(menu->title().remove(u'&'));
    EXPECT_EQ(titles, QStringList({u"Datei"_s, u"Ansicht"_s, u"Bibliothek"_s, u"Fragen"_s, u"Experten"_s,
                                   u"Vortraining"_s, u"Anpassung"_s, u"Hilfe"_s}));
}

TEST_F(TheGermanWindow, WritesNumbersWithAComma)
{
    EXPECT_EQ(numberText(0.25), u"0,250"_s);
    EXPECT_EQ(numberText(3.2e-5), u"3,2e-5"_s);
    EXPECT_EQ(countText(8'214), u"8.214"_s);
}

TEST_F(TheGermanWindow, SaysWhatWentWrongAndKeepsTheReason)
{
    const Failure failure{ErrorKind::NotFound, u"cat.png is not there"_s};
    EXPECT_EQ(failure.text(), u"Etwas, das gebraucht wird, ist nicht da.\ncat.png is not there"_s);
}

TEST_F(TheGermanWindow, SaysThatTheHelpIsInEnglish)
{
    const std::unique_ptr<HelpWindow> help(HelpWindow::show(m_window.get()));
    help->setAttribute(Qt::WA_DeleteOnClose, false);
    const auto* language = help->findChild<QLabel*>(u"language"_s);
    ASSERT_NE(language, nullptr);
    EXPECT_EQ(language->text(), u"Die Hilfeseiten sind auf Englisch."_s);
}

TEST_F(TheGermanWindow, RemembersAnotherLanguageForTheNextStart)
{
    const auto choose = [this](const QString& name) {
        auto* action = m_window->menuBar()->findChild<QAction*>(u"language."_s + name);
        ASSERT_NE(action, nullptr);
        action->trigger();
    };
    EXPECT_EQ(chosenLanguage(), QString());
    choose(u"en"_s);
    EXPECT_EQ(chosenLanguage(), u"en"_s);
    EXPECT_EQ(shownLanguage(), u"de"_s) << "until the next start";
    choose({});
    EXPECT_EQ(chosenLanguage(), QString());
}

class TheGermanWindowAtASize : public TheGermanWindow, public ::testing::WithParamInterface<QSize> {};

TEST_P(TheGermanWindowAtASize, ClipsNoText)
{
    const auto settle = [this] {
        (void)m_window->grab();
        for (int round = 0; round < 5; ++round)
            QCoreApplication::processEvents();
    };
    openLibraryOfThree();
    m_window->resize(GetParam());
    Query query;
    query.sentence = u"red"_s;
    library().queryLine().setQuery(query);
    waitForRest();
    settle();
    EXPECT_EQ(test::clippedTexts(*m_window).join(u'\n').toStdString(), "");

    RunFolder live = RunFolder::create(runs() / "pairs-2", test::plainRecipe("stage3-pairs", 1'000));
    live.beginSitting(0);
    test::addSteps(live, 620);
    test::addSamples(live);
    test::addCheckpoint(live, 600);
    test::makeKilledRun(runs(), "text-1", 120);
    auto& panel = *qobject_cast<PretrainPanel*>(m_window->panel(u"pretrain"_s));
    m_window->showPanel(u"pretrain"_s);
    panel.runs().setFolder(runs());
    ASSERT_TRUE(waitUntil([&panel] { return !panel.isBusy(); }));
    panel.showRun(live.path());
    ASSERT_TRUE(waitUntil([&panel] { return !panel.isBusy(); }));
    for (const auto section : {RunMonitor::Section::Curves, RunMonitor::Section::Samples, RunMonitor::Section::Log}) {
        panel.monitor().showSection(section);
        settle();
        EXPECT_EQ(test::clippedTexts(*m_window).join(u'\n').toStdString(), "");
    }
}

INSTANTIATE_TEST_SUITE_P(Sizes, TheGermanWindowAtASize,
                         ::testing::Values(QSize(1'024, 700), QSize(1'280, 800), QSize(1'920, 1'080)));

TEST(AWindowLanguage, IsTheSystemsUnlessAPersonChoseAnother)
{
    const QLocale austrian(QLocale::German, QLocale::Austria);
    const QLocale french(QLocale::French, QLocale::France);
    EXPECT_EQ(windowLocale({}, austrian), austrian);
    EXPECT_EQ(windowLocale({}, french), french);
    EXPECT_EQ(windowLocale(u"de"_s, austrian), austrian) << "the system's own form of the language";
    EXPECT_EQ(windowLocale(u"de"_s, french).language(), QLocale::German);
    EXPECT_EQ(windowLocale(u"en"_s, austrian).language(), QLocale::English);
}

TEST(AWindowLanguage, IsTheSystemsWhereTheSettingIsNoLanguage)
{
    const QLocale german(QLocale::German, QLocale::Germany);
    EXPECT_EQ(windowLocale(u"klingon"_s, german), german);
    EXPECT_EQ(windowLocale(u"../de"_s, german), german);
}

TEST(AWindowLanguage, IsEnglishWhereThereIsNoTranslation)
{
    installTranslation(*QCoreApplication::instance(), QLocale(QLocale::French, QLocale::France));
    EXPECT_EQ(shownLanguage(), u"en"_s);
    EXPECT_EQ(panelEntries().front().title, u"Library"_s);
    EXPECT_EQ(LibraryPanel::tr("%n picture(s)", nullptr, 1), u"1 picture"_s);
    installTranslation(*QCoreApplication::instance(), QLocale(QLocale::English, QLocale::UnitedStates));
}

TEST(AWindowLanguage, IsThatOfTheLastCall)
{
    installTranslation(*QCoreApplication::instance(), QLocale(QLocale::German, QLocale::Austria));
    EXPECT_EQ(shownLanguage(), u"de"_s);
    EXPECT_EQ(panelEntries().front().title, u"Bibliothek"_s);
    EXPECT_EQ(LibraryPanel::tr("%n picture(s)", nullptr, 1), u"1 Bild"_s);
    installTranslation(*QCoreApplication::instance(), QLocale(QLocale::English, QLocale::UnitedStates));
    EXPECT_EQ(shownLanguage(), u"en"_s);
    EXPECT_EQ(panelEntries().front().title, u"Library"_s);
    EXPECT_EQ(LibraryPanel::tr("%n picture(s)", nullptr, 2), u"2 pictures"_s);
}

} // namespace
} // namespace vlmo::ui
