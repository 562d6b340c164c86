#include "ui/data/import_dialog.h"

#include "tests/ui/data/data_fixture.h"
#include "tests/ui/support/clipped_texts.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QTableWidget>
#include <QTest>

namespace vlmo::ui {
namespace {

using namespace Qt::Literals::StringLiterals;
using test::waitUntil;

class TheImportDialog : public test::DataTest {
protected:
    TheImportDialog() { m_window.resize(1'280, 800); }

    void show(const std::filesystem::path& path)
    {
        m_window.show();
        m_dialog = ImportDialog::show(&m_window, m_session, path);
        ASSERT_TRUE(waitUntil([this] { return !m_dialog->isLooking(); }));
    }

    template <class Widget>
    [[nodiscard]] Widget& part(const char* name) const
    {
        return *m_dialog->findChild<Widget*>(QString::fromLatin1(name));
    }

    QWidget m_window;
    QPointer<ImportDialog> m_dialog;
};

TEST_F(TheImportDialog, TellsWhatEachImporterThinksTheSurestFirst)
{
    makeGood();
    ASSERT_NO_FATAL_FAILURE(show(set()));
    ASSERT_GT(m_dialog->findings().size(), 2U);
    const auto& table = part<QTableWidget>("importers");
    ASSERT_EQ(static_cast<std::size_t>(table.rowCount()), m_dialog->findings().size());
    EXPECT_EQ(table.item(0, 0)->text().toStdString(), m_dialog->findings().front().importer->name());
    for (int row = 0; row < table.rowCount(); ++row)
        EXPECT_FALSE(table.item(row, 2)->text().isEmpty()) << "each says why";
    EXPECT_EQ(m_dialog->chosenOptions().importer, "csv-pairs");
    EXPECT_TRUE(m_dialog->chosenOptions().options.empty()) << "as they stand";
    saveScreenshot(*m_dialog, u"import"_s);
    EXPECT_TRUE(test::clippedTexts(*m_dialog).isEmpty()) << test::clippedTexts(*m_dialog).join(u", "_s).toStdString();
}

TEST_F(TheImportDialog, OpensByReturnWithWhatWasSet)
{
    makeGood();
    ASSERT_NO_FATAL_FAILURE(show(set()));
    part<QLineEdit>("split").setText(u"val"_s);
    EXPECT_EQ(m_dialog->chosenOptions().options, (ImportOptions{{"split", "val"}}));
    QTest::mouseClick(&part<QPushButton>("open"), Qt::LeftButton);
    ASSERT_TRUE(waitForRest());
    ASSERT_NE(m_session.dataset(), nullptr) << reason();
    EXPECT_EQ(m_session.options().importer, "csv-pairs");
    ASSERT_TRUE(waitUntil([this] { return m_dialog.isNull(); }));
}

TEST_F(TheImportDialog, HasChoicesAsABox)
{
    makeGood();
    ASSERT_NO_FATAL_FAILURE(show(set()));
    m_dialog->chooseImporter("image-folder");
    EXPECT_EQ(m_dialog->chosenOptions().importer, "image-folder");
    auto& captions = part<QComboBox>("captions");
    EXPECT_GT(captions.count(), 1);
    captions.setCurrentText(u"none"_s);
    EXPECT_EQ(m_dialog->chosenOptions().options, (ImportOptions{{"captions", "none"}}));
}

TEST_F(TheImportDialog, NamesAPathThatIsGone)
{
    ASSERT_NO_FATAL_FAILURE(show(m_folder / "nowhere"));
    EXPECT_TRUE(m_dialog->problem().contains(u"nowhere"_s));
    EXPECT_FALSE(part<QPushButton>("open").isEnabled());
    EXPECT_TRUE(m_dialog->findings().empty());
}

TEST_F(TheImportDialog, LetsNobodyOpenWhatNoImporterReads)
{
    m_folder.write("birds/notes.xyz", "nothing of use");
    ASSERT_NO_FATAL_FAILURE(show(set()));
    EXPECT_FALSE(m_dialog->problem().isEmpty());
    EXPECT_FALSE(part<QPushButton>("open").isEnabled());
    EXPECT_FALSE(m_dialog->findings().empty()) << "each still says why not";
    saveScreenshot(*m_dialog, u"import-nobody"_s);
}

TEST_F(TheImportDialog, LooksAtAnotherPathThatIsTyped)
{
    makeGood();
    ASSERT_NO_FATAL_FAILURE(show({}));
    EXPECT_FALSE(part<QPushButton>("open").isEnabled());
    auto& line = part<QLineEdit>("path");
    QTest::keyClicks(&line, QString::fromStdString((set() / "pairs.csv").string()));
    QTest::keyClick(&line, Qt::Key_Return);
    ASSERT_TRUE(waitUntil([this] { return !m_dialog->isLooking() && !m_dialog->findings().empty(); }));
    EXPECT_EQ(m_dialog->chosenOptions().importer, "csv-pairs");
}

} // namespace
} // namespace vlmo::ui
