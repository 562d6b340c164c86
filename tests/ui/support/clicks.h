#pragma once

#include "core/train/run_record.h"
#include "tests/ui/support/window_fixture.h"
#include "ui/training/code_edit.h"
#include "ui/training/recipe_editor.h"
#include "ui/training/recipe_text.h"

#include <QAbstractButton>
#include <QDialogButtonBox>
#include <QFileDialog>
#include <QLineEdit>

#include <csignal>
#include <optional>

namespace vlmo::test {

/// A panel that trains in the hands of somebody who has a mouse and a keyboard only.
class Clicks : public WindowTest {
protected:
    Clicks()
    {
        // Threads that wait must not keep a busy machine from the one they wait for.
        qputenv("OMP_WAIT_POLICY", "PASSIVE");
    }

    ~Clicks() override
    {
        // A test that failed half-way leaves nobody training.
        std::error_code ignored;
        if (!std::filesystem::exists(runs(), ignored))
            return;
        for (const RunRecord& run : listRuns(runs())) {
            if (run.process > 0)
                ::kill(static_cast<pid_t>(run.process), SIGKILL);
        }
    }

    /// Where recipes are written.
    [[nodiscard]] virtual ui::RecipeEditor& editor() const = 0;

    static void click(QWidget& widget)
    {
        ASSERT_TRUE(widget.isVisible()) << widget.objectName().toStdString();
        ASSERT_TRUE(widget.isEnabled()) << widget.objectName().toStdString();
        QTest::mouseClick(&widget, Qt::LeftButton);
    }

    /// Chooses one of the segments of a control, by the word on it.
    void clickSegment(QWidget& within, const QString& word)
    {
        for (QAbstractButton* button : within.findChildren<QAbstractButton*>()) {
            if (button->text() == word && button->isVisible())
                return click(*button);
        }
        FAIL() << "there is nothing to press that says " << word.toStdString();
    }

    static void typeInto(QLineEdit& field, const QString& text)
    {
        click(field);
        QTest::keyClick(&field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(&field, text);
        ASSERT_EQ(field.text(), text);
    }

    /// Puts the cursor at the end of a line of the recipe, from 1.
    void goToEndOf(int line)
    {
        ui::CodeEdit& code = editor().code();
        QTest::keyClick(&code, Qt::Key_Home, Qt::ControlModifier);
        for (int below = 1; below < line; ++below)
            QTest::keyClick(&code, Qt::Key_Down);
        QTest::keyClick(&code, Qt::Key_End);
    }

    /// Writes a value into the recipe's text as a person does: over the line that has the key, else below its table's
    /// head, else in a new table at the end.
    void typeValue(const QString& key, const QString& value)
    {
        ui::CodeEdit& code = editor().code();
        const QString line = key.section(u'.', -1) + QStringLiteral(" = ") + value;
        QTest::mouseClick(code.viewport(), Qt::LeftButton);
        if (const std::optional<int> there = ui::lineOfKey(code.toPlainText(), key)) {
            goToEndOf(*there);
            QTest::keyClick(&code, Qt::Key_Home, Qt::ShiftModifier);
        } else if (const int head = lineOfHead(key); head > 0) {
            goToEndOf(head);
            QTest::keyClick(&code, Qt::Key_Return);
        } else {
            QTest::keyClick(&code, Qt::Key_End, Qt::ControlModifier);
            QTest::keyClick(&code, Qt::Key_Return);
            QTest::keyClicks(&code, u'[' + key.section(u'.', 0, -2) + u']');
            QTest::keyClick(&code, Qt::Key_Return);
        }
        QTest::keyClicks(&code, line);
        ASSERT_EQ(ui::valueOfKey(code.toPlainText(), key), QString(value).remove(u'"')) << key.toStdString();
    }

    /// The line with "[table]" of the key's table; that of the task for a key without one.
    [[nodiscard]] int lineOfHead(const QString& key) const
    {
        const QString table = key.section(u'.', 0, -2);
        const QStringList lines = editor().recipeText().split(u'\n');
        for (qsizetype i = 0; i < lines.size(); ++i) {
            if (table.isEmpty() ? lines[i].startsWith(QStringLiteral("task")) : lines[i] == u'[' + table + u']')
                return static_cast<int>(i) + 1;
        }
        return 0;
    }

    /// Presses the button that accepts in the file dialog that has just opened.
    void acceptFileDialog()
    {
        QFileDialog* dialog = nullptr;
        ASSERT_TRUE(waitUntil([&] { return (dialog = m_window->findChild<QFileDialog*>()) != nullptr; }));
        const auto* buttons = dialog->findChild<QDialogButtonBox*>();
        for (QAbstractButton* button : buttons->buttons()) {
            if (buttons->buttonRole(button) == QDialogButtonBox::AcceptRole)
                click(*button);
        }
        ASSERT_TRUE(waitUntil([&] { return m_window->findChild<QFileDialog*>() == nullptr; }));
    }

    /// For a person to look at, where VLMO_SCREENSHOTS names a folder.
    void saveScreenshot(const std::string& name)
    {
        const QByteArray folder = qgetenv("VLMO_SCREENSHOTS");
        if (folder.isEmpty())
            return;
        QCoreApplication::processEvents();
        (void)m_window->grab().save(QString::fromLocal8Bit(folder) + QStringLiteral("/clicks-") +
                                    QString::fromStdString(name) + QStringLiteral(".png"));
    }
};

} // namespace vlmo::test
