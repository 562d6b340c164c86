#include "ui/training/recipe_editor.h"

#include "core/base/paths.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/support/wait.h"
#include "ui/training/code_edit.h"
#include "ui/training/recipe_templates.h"
#include "ui/training/recipe_text.h"

#include <gtest/gtest.h>

#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include <algorithm>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

class TheRecipeEditor : public ::testing::Test {
protected:
    TheRecipeEditor()
    {
        std::filesystem::create_directories(m_folder / "pairs");
        m_folder.write("vocabulary.txt", "[PAD]\n");
        m_editor.setRunsFolder(m_folder.path());
        m_editor.setRunName(u"new-run"_s);
        m_editor.resize(320, 500);
    }

    QString sound() const
    {
        return u"task = \"stage3-pairs\"\n"
               "vocabulary = \"vocabulary.txt\"\n"
               "batch = 32\n"
               "\n"
               "[data]\n"
               "folder = \"pairs\"\n"
               "\n"
               "[schedule]\n"
               "steps = 2000\n"
               "warm_up = 10\n"_s;
    }

    const RecipeFinding* errorOf(const RecipeCheck& check) const
    {
        for (const RecipeFinding& finding : check.findings) {
            if (finding.tone == Tone::Error)
                return &finding;
        }
        return nullptr;
    }

    test::TemporaryFolder m_folder;
    RecipeEditor m_editor;
};

TEST_F(TheRecipeEditor, OffersAStartForASoundRecipe)
{
    m_editor.setRecipeText(sound());
    EXPECT_TRUE(m_editor.check().canStart()) << m_editor.obstacle().toStdString();
    EXPECT_TRUE(m_editor.startButton().isEnabled());
    QString name;
    Recipe recipe;
    QObject::connect(&m_editor, &RecipeEditor::startRequested, &m_editor, [&](const QString& run, const Recipe& made) {
        name = run;
        recipe = made;
    });
    m_editor.startButton().click();
    EXPECT_EQ(name, u"new-run"_s);
    EXPECT_EQ(recipe.batch, 32);
    EXPECT_EQ(recipe.data.folder, m_folder / "pairs");
}

TEST_F(TheRecipeEditor, MarksTheLineOfAnUnknownKey)
{
    m_editor.setRecipeText(sound() + u"stepz = 4\n"_s);
    const RecipeFinding* error = errorOf(m_editor.check());
    ASSERT_NE(error, nullptr);
    EXPECT_EQ(error->line, 11);
    EXPECT_TRUE(error->text.contains(u"stepz"_s)) << error->text.toStdString();
    EXPECT_TRUE(m_editor.code().marks().contains(11));
    EXPECT_FALSE(m_editor.startButton().isEnabled());
    EXPECT_TRUE(m_editor.obstacle().contains(u"11"_s)) << m_editor.obstacle().toStdString();
}

TEST_F(TheRecipeEditor, MarksWhatIsNoToml)
{
    m_editor.setRecipeText(u"task = \"stage3-pairs\"\nbatch = = 4\n"_s);
    const RecipeFinding* error = errorOf(m_editor.check());
    ASSERT_NE(error, nullptr);
    EXPECT_EQ(error->line, 2) << error->text.toStdString();
}

TEST_F(TheRecipeEditor, SaysWhichFolderIsNotThere)
{
    m_editor.setRecipeText(withValue(sound(), u"data.folder"_s, u"\"elsewhere\""_s));
    const RecipeFinding* error = errorOf(m_editor.check());
    ASSERT_NE(error, nullptr);
    EXPECT_EQ(error->line, 6);
    EXPECT_TRUE(error->text.contains(QString::fromStdString((m_folder / "elsewhere").string())))
        << error->text.toStdString();
}

TEST_F(TheRecipeEditor, WarnsWithoutForbidding)
{
    m_editor.setRecipeText(sound() + u"\n[evaluation]\nevery = 0\n"_s);
    EXPECT_TRUE(m_editor.check().canStart());
    EXPECT_TRUE(m_editor.code().marks().contains(13));
}

TEST_F(TheRecipeEditor, SaysHowMuchMemoryAStepNeeds)
{
    m_editor.setRecipeText(sound());
    const auto forecast = std::ranges::find(m_editor.check().findings, Tone::Info, &RecipeFinding::tone);
    ASSERT_NE(forecast, m_editor.check().findings.end());
    EXPECT_TRUE(forecast->text.contains(u"GiB"_s)) << forecast->text.toStdString();
}

TEST_F(TheRecipeEditor, ChecksWhileOneTypes)
{
    m_editor.setRecipeText(sound());
    m_editor.show();
    m_editor.code().moveCursor(QTextCursor::End);
    QTest::keyClicks(&m_editor.code(), u"power = wrong"_s);
    ASSERT_TRUE(test::waitUntil([this] { return !m_editor.check().canStart(); }));
    EXPECT_FALSE(m_editor.startButton().isEnabled());
}

TEST_F(TheRecipeEditor, ShowsItsFindingsInTheColoursOfTheTheme)
{
    m_editor.setRecipeText(sound() + u"stepz = 4\n"_s);
    const auto shown = [this](const QColor& colour) {
        const QList<QLabel*> labels = m_editor.findChildren<QLabel*>();
        return std::ranges::any_of(labels, [&](const QLabel* label) { return label->text().contains(colour.name()); });
    };
    EXPECT_TRUE(shown(lightTheme().error.ink) && shown(lightTheme().link));
    applyTheme(ThemeChoice::Dark);
    QCoreApplication::processEvents();
    EXPECT_TRUE(shown(darkTheme().error.ink) && shown(darkTheme().link));
    EXPECT_FALSE(shown(lightTheme().error.ink));
    applyTheme(ThemeChoice::Light);
}

TEST_F(TheRecipeEditor, ShowsTheFieldsThatTheTaskHas)
{
    m_editor.show();
    m_editor.setRecipeText(sound());
    m_editor.showForm(true);
    EXPECT_TRUE(m_editor.field(u"vocabulary"_s).isVisible());
    EXPECT_FALSE(m_editor.field(u"objectives.visual_tokenizer"_s).isVisible());
    m_editor.setRecipeText(u"task = \"tokenizer\"\n[data]\nfolder = \"pairs\"\n"_s);
    EXPECT_FALSE(m_editor.field(u"vocabulary"_s).isVisible());
    EXPECT_FALSE(m_editor.field(u"start_from"_s).isVisible());
    EXPECT_TRUE(m_editor.field(u"data.folder"_s).isVisible());
}

TEST_F(TheRecipeEditor, HasRoomForTheNameOfTheRun)
{
    m_editor.resize(280, 500);
    m_editor.show();
    QCoreApplication::processEvents();
    EXPECT_GT(m_editor.findChild<QLineEdit*>()->width(), 220);
}

TEST_F(TheRecipeEditor, KeepsFormAndTextAlike)
{
    m_editor.setRecipeText(sound());
    m_editor.showForm(true);
    EXPECT_EQ(m_editor.field(u"batch"_s).text(), u"32"_s);
    EXPECT_EQ(m_editor.field(u"data.folder"_s).text(), u"pairs"_s);
    m_editor.field(u"batch"_s).clear();
    QTest::keyClicks(&m_editor.field(u"batch"_s), u"64"_s);
    EXPECT_EQ(valueOfKey(m_editor.recipeText(), u"batch"_s), u"64"_s);
    EXPECT_EQ(m_editor.check().recipe->batch, 64);
    QTest::keyClicks(&m_editor.field(u"optimiser.learning_rate"_s), u"2e-4"_s);
    EXPECT_EQ(m_editor.check().recipe->optimiser.learningRate, 2e-4);
    m_editor.code().undo();
    EXPECT_NE(valueOfKey(m_editor.recipeText(), u"optimiser.learning_rate"_s), u"2e-4"_s);
}

TEST_F(TheRecipeEditor, RefusesNamesThatAreTakenOrNoNames)
{
    m_editor.setRecipeText(sound());
    std::filesystem::create_directories(m_folder / "taken");
    for (const QString& name : {u""_s, u"taken"_s, u"a/b"_s, u".."_s}) {
        m_editor.setRunName(name);
        EXPECT_FALSE(m_editor.startButton().isEnabled()) << name.toStdString();
        EXPECT_FALSE(m_editor.obstacle().isEmpty());
    }
}

TEST_F(TheRecipeEditor, BeginsFromWhatTheStageBeforeLeft)
{
    m_editor.begin({"stage2-language",
                    u"stage2-1"_s,
                    {},
                    {{u"start_from"_s, tomlString(QString::fromStdString((m_folder / "stage1-model").string()))}}});
    EXPECT_EQ(valueOfKey(m_editor.recipeText(), u"task"_s), u"stage2-language"_s);
    EXPECT_EQ(valueOfKey(m_editor.recipeText(), u"start_from"_s),
              QString::fromStdString((m_folder / "stage1-model").string()));
    EXPECT_EQ(m_editor.runName(), u"stage2-1"_s);
}

TEST_F(TheRecipeEditor, BeginsWithTheBuiltInRecipeThatFits)
{
    for (const QString& size : {u"base"_s, u"large"_s, u"demo"_s}) {
        m_editor.begin({"finetune-retrieval", u"run"_s, size, {{u"batch"_s, u"6"_s}}});
        QFile file(QString::fromStdString((resourceFolder() / "recipes" / size.toStdString()).string()) +
                   u"/finetune-retrieval.toml"_s);
        ASSERT_TRUE(file.open(QIODevice::ReadOnly));
        EXPECT_EQ(m_editor.recipeText(), withValue(QString::fromUtf8(file.readAll()), u"batch"_s, u"6"_s));
    }
}

TEST_F(TheRecipeEditor, KeepsWhatIsKnownWhenAnotherBuiltInRecipeIsTaken)
{
    m_editor.begin({"finetune-retrieval", u"run"_s, u"base"_s, {}});
    m_editor.setValues({{u"batch"_s, u"6"_s}, {u"data.folder"_s, u"\"pairs\""_s}});
    EXPECT_EQ(valueOfKey(m_editor.recipeText(), u"batch"_s), u"6"_s);
    EXPECT_EQ(m_editor.field(u"batch"_s).text(), u"6"_s);
    auto* builtIn = m_editor.findChild<QComboBox*>();
    builtIn->setFocus();
    QTest::keyClick(builtIn, Qt::Key_Home); // The demo's.
    Q_EMIT builtIn->activated(builtIn->currentIndex());
    EXPECT_EQ(valueOfKey(m_editor.recipeText(), u"model.image_size"_s), std::nullopt);
    EXPECT_EQ(valueOfKey(m_editor.recipeText(), u"batch"_s), u"6"_s);
    EXPECT_EQ(valueOfKey(m_editor.recipeText(), u"data.folder"_s), u"pairs"_s);
    m_editor.setValues({{u"batch"_s, u"8"_s}});
    m_editor.code().undo();
    EXPECT_EQ(valueOfKey(m_editor.recipeText(), u"batch"_s), u"6"_s);
}

TEST(ATemplate, IsOfTheTaskItIsOfferedFor)
{
    for (const char* task : {"tokenizer", "stage1-vision", "stage2-language", "stage3-pairs"}) {
        ASSERT_FALSE(recipeTemplates(task).empty()) << task;
        EXPECT_EQ(recipeTemplates(task).front().title, u"demo"_s);
        for (const RecipeTemplate& each : recipeTemplates(task))
            EXPECT_EQ(valueOfKey(templateText(each), u"task"_s), QString::fromLatin1(task)) << each.file;
        EXPECT_EQ(valueOfKey(minimalRecipe(task), u"task"_s), QString::fromLatin1(task));
    }
}

TEST(ATemplate, IsEveryRecipeOfItsTask)
{
    QStringList titles;
    for (const RecipeTemplate& each : recipeTemplates("stage3-pairs"))
        titles << each.title;
    EXPECT_EQ(titles.mid(0, 5),
              (QStringList{u"demo"_s, u"demo: stage3-contrast"_s, u"demo: stage3-contrast-from-nothing"_s,
                           u"demo: stage3-pairs-calibrate"_s, u"demo: stage3-pairs-hard"_s}));
    EXPECT_TRUE(titles.contains(u"base"_s));
}

} // namespace
} // namespace vlmo::ui
