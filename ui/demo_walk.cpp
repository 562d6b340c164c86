#include "ui/demo_walk.h"

#include "ui/ask/answer_bars.h"
#include "ui/ask/answers_card.h"
#include "ui/ask/ask_line.h"
#include "ui/ask/ask_panel.h"
#include "ui/ask/cover_card.h"
#include "ui/ask/evidence_view.h"
#include "ui/finetune/finetune_panel.h"
#include "ui/finetune/next_card.h"
#include "ui/library/details_pane.h"
#include "ui/library/library_panel.h"
#include "ui/library/query_line.h"
#include "ui/library/result_grid.h"
#include "ui/library/result_strip.h"
#include "ui/pretraining/chain.h"
#include "ui/pretraining/pretrain_panel.h"
#include "ui/start.h"
#include "ui/training/run_follower.h"
#include "ui/training/run_monitor.h"
#include "ui/widgets/labels.h"
#include "ui/work/session.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPushButton>
#include <QTimer>

#include <iomanip>
#include <ostream>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 patienceMilliseconds = 20 * 60 * 1000; // Indexing on a slow machine; a hang ends here.
constexpr int hitsPrinted = 5;

class Walk {
public:
    Walk(MainWindow& window, Workbench& bench, std::filesystem::path screenshots, std::ostream& report)
        : m_window(window), m_bench(bench), m_screenshots(std::move(screenshots)), m_report(report)
    {}

    bool run()
    {
        m_panel = qobject_cast<LibraryPanel*>(m_window.panel(u"library"_s));
        m_window.resize(1'280, 800);
        m_window.show();
        if (!waitForLibrary())
            return false;
        saveScreenshots("first-start", u"library"_s);
        const QStringList searches = demoSearches();
        if (searches.isEmpty())
            fail("there are no example searches");
        for (const QString& sentence : searches) {
            if (search(sentence))
                printHits(sentence);
        }
        if (!searches.isEmpty() && search(searches.front())) {
            saveScreenshots("library", u"library"_s);
            openHitInExperts();
            askAboutHit(searches.front());
        }
        for (const QString& id : m_window.panelIds()) {
            if (id != u"library"_s)
                saveScreenshots(id.toStdString(), id);
        }
        if (auto* ask = qobject_cast<AskPanel*>(m_window.panel(u"ask"_s)))
            saveAskStates(*ask);
        if (auto* pretrain = qobject_cast<PretrainPanel*>(m_window.panel(u"pretrain"_s)))
            savePretrainStates(*pretrain);
        if (auto* finetune = qobject_cast<FinetunePanel*>(m_window.panel(u"finetune"_s)))
            saveFinetuneStates(*finetune);
        return m_good;
    }

private:
    void fail(const std::string& what)
    {
        m_good = false;
        m_report << "failed: " << what << std::endl;
    }

    /// Lets the window work until `condition` holds.
    bool waitFor(const std::function<bool()>& condition, const std::string& what)
    {
        const QDeadlineTimer deadline(patienceMilliseconds);
        QTimer tick;
        tick.start(20);
        while (!condition()) {
            if (!m_panel->problem().isHidden()) {
                fail(what + ": " + m_panel->problem().text().toStdString());
                return false;
            }
            if (deadline.hasExpired()) {
                fail(what + " took too long");
                return false;
            }
            QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents);
        }
        return true;
    }

    bool waitForLibrary()
    {
        QElapsedTimer timer;
        timer.start();
        const auto ready = [this] {
            return m_bench.session().model() && m_panel->library().isOpen() && !m_bench.session().isBusy() &&
                   !m_panel->isBusy() && !m_panel->library().isIndexing();
        };
        if (!waitFor(ready, "opening the demo library"))
            return false;
        const LibraryStats& stats = m_panel->library().stats();
        m_report << "model " << m_bench.session().model()->name.toStdString() << ", library "
                 << m_panel->library().file().string() << ": " << stats.pictures << " pictures, " << stats.embedded
                 << " indexed, ready after " << std::fixed << std::setprecision(1)
                 << static_cast<double>(timer.elapsed()) / 1000.0 << " s" << std::endl;
        if (stats.embedded == 0)
            fail("no picture of the demo library is indexed");
        return stats.embedded > 0;
    }

    void typeKey(QWidget& target, int key, const QString& text)
    {
        QKeyEvent press(QEvent::KeyPress, key, Qt::NoModifier, text);
        QKeyEvent release(QEvent::KeyRelease, key, Qt::NoModifier, text);
        QCoreApplication::sendEvent(&target, &press);
        QCoreApplication::sendEvent(&target, &release);
    }

    /// Types the words and waits for the answer.
    bool search(const QString& sentence)
    {
        QLineEdit& words = *m_panel->queryLine().words();
        m_panel->queryLine().focusWords();
        typeKey(words, Qt::Key_Delete, {}); // The old words are selected.
        for (const QChar letter : sentence)
            typeKey(words, 0, QString(letter));
        typeKey(words, Qt::Key_Return, u"\r"_s);
        const auto answered = [this, &sentence] {
            return m_panel->queryLine().query().sentence == sentence && m_panel->pictures().hasScores() &&
                   !m_panel->isBusy();
        };
        return waitFor(answered, "searching \"" + sentence.toStdString() + "\"");
    }

    void printHits(const QString& sentence)
    {
        const PictureModel& pictures = m_panel->pictures();
        m_report << '\n' << sentence.toStdString() << "   (" << m_panel->resultStrip().summary().toStdString() << ")\n";
        if (pictures.rowCount() == 0)
            fail("the search \"" + sentence.toStdString() + "\" found nothing");
        for (int row = 0; row < std::min(hitsPrinted, pictures.rowCount()); ++row) {
            const SearchHit hit = *pictures.hitAt(row);
            m_report << "  " << row + 1 << ". " << std::fixed << std::setprecision(3) << hit.score << "  z "
                     << std::setprecision(1) << hit.zScore << "  " << hit.file.filename().string() << "  "
                     << hit.caption << '\n';
        }
        m_report.flush();
    }

    void openHitInExperts()
    {
        auto* button = m_panel->details().findChild<QPushButton*>(u"openInExperts"_s);
        if (m_window.panel(u"experts"_s) == nullptr || button == nullptr) {
            fail("there is no Experts panel to open a hit in");
            return;
        }
        m_panel->grid().setCurrentIndex(m_panel->pictures().index(0));
        if (!waitFor([this] { return m_panel->details().record().has_value(); }, "reading a picture's details"))
            return;
        button->click();
        if (m_window.currentPanelId() != u"experts"_s)
            fail("the hit did not open in the Experts panel");
        else
            m_report << "\nopened in Experts: " << m_panel->pictures().fileAt(0).filename().string() << std::endl;
    }

    /// What the demo model can do: a question where it knows answers, else how well the words fit.
    void askAboutHit(const QString& sentence)
    {
        auto* button = m_panel->details().findChild<QAbstractButton*>(u"askAboutPicture"_s);
        auto* ask = qobject_cast<AskPanel*>(m_window.panel(u"ask"_s));
        if (ask == nullptr || button == nullptr) {
            fail("there is no Ask panel to ask about a hit in");
            return;
        }
        button->click();
        ask->setText(ask->kind() == AskKind::Question ? demoQuestions().value(0) : sentence);
        if (!waitForAnswer(*ask))
            return;
        const AnswerRow& first = ask->answers().bars(0).groups().front().rows.front();
        m_report << "\nasked \"" << ask->line().text().toStdString() << "\" about "
                 << m_panel->pictures().fileAt(0).filename().string() << ": " << first.text.toStdString() << ' '
                 << first.value.toStdString() << "\n  " << ask->cover().verdict().toStdString() << std::endl;
        if (!ask->picture().hasEvidence())
            fail("the answer has no evidence");
    }

    bool waitForAnswer(AskPanel& ask)
    {
        if (!waitFor([&ask] { return !ask.isBusy(); }, "reading a picture to ask about"))
            return false;
        ask.ask();
        if (!waitFor([&ask] { return !ask.isBusy(); }, "asking"))
            return false;
        if (!ask.problem().isHidden())
            fail("asking: " + ask.problem().text().toStdString());
        return ask.problem().isHidden() && !ask.answers().bars(0).groups().isEmpty();
    }

    /// Two pictures and a blank: with answers where the model has the heads, else with what it says of them.
    void saveAskStates(AskPanel& ask)
    {
        const std::optional<ModelFacts>& model = m_bench.session().model();
        ask.setKind(AskKind::Compare);
        for (int place = 0; place < 2; ++place)
            ask.usePicture({m_panel->pictures().fileAt(place), {}}, place);
        ask.setText(u"the left picture is mostly red and the right one mostly blue"_s);
        if (model && whatIsMissing(AskKind::Compare, *model).isEmpty())
            (void)waitForAnswer(ask);
        saveScreenshots("ask-compare", u"ask"_s);
        ask.setKind(AskKind::Fill);
        ask.setText(u"a picture of a [MASK]"_s);
        if (model && whatIsMissing(AskKind::Fill, *model).isEmpty())
            (void)waitForAnswer(ask);
        saveScreenshots("ask-fill", u"ask"_s);
    }

    /// A text that wraps asks its parents for room one event after the other.
    static void settle()
    {
        for (int round = 0; round < 5; ++round)
            QCoreApplication::processEvents();
    }

    void saveScreenshots(const std::string& name, const QString& panelId)
    {
        m_window.showPanel(panelId);
        for (const ThemeChoice theme : {ThemeChoice::Light, ThemeChoice::Dark}) {
            m_window.showTheme(theme);
            for (const QSize size : {QSize(1'280, 800), QSize(1'920, 1'080)}) {
                m_window.resize(size);
                Panel* panel = m_window.panel(panelId);
                const auto quiet = [panel, this] { return !panel->isBusy() && !m_bench.session().isBusy(); };
                // The new size and palette arrive as events; thumbnails are asked for by the first painting.
                QCoreApplication::processEvents();
                (void)m_window.grab();
                waitFor(quiet, "showing the panel " + panelId.toStdString());
                settle();
                const std::string file = name + "-" + themeChoiceName(theme).toStdString() + "-" +
                                         std::to_string(size.width()) + "x" + std::to_string(size.height()) + ".png";
                if (!m_window.grab().save(QString::fromStdString((m_screenshots / file).string())))
                    fail("the screenshot " + file + " cannot be written");
            }
        }
        m_window.showTheme(ThemeChoice::Light);
        m_window.resize(1'280, 800);
    }

    /// What else there is to see of trainings: samples and a comparison where there are runs, and a recipe.
    void savePretrainStates(PretrainPanel& panel)
    {
        if (const RunFollower* shown = panel.monitor().shown()) {
            const std::filesystem::path run = shown->folder();
            panel.monitor().showSection(RunMonitor::Section::Samples);
            saveScreenshots("pretrain-samples", u"pretrain"_s);
            panel.monitor().showSection(RunMonitor::Section::Curves);
            if (const QModelIndex other = anotherOfItsTask(panel.runs(), run); other.isValid()) {
                panel.runs().setData(other, Qt::Checked, Qt::CheckStateRole);
                saveScreenshots("pretrain-compared", u"pretrain"_s);
                panel.runs().setData(other, Qt::Unchecked, Qt::CheckStateRole);
            }
        }
        panel.setUp(stages().front().task);
        saveScreenshots("pretrain-recipe", u"pretrain"_s);
    }

    /// The demo's own pictures as data, the recipe for them, and the runs with their report, where there are any.
    void saveFinetuneStates(FinetunePanel& panel)
    {
        panel.openData(demoPicturesFolder());
        if (!waitFor([&panel] { return !panel.isBusy() && !panel.data().isBusy(); }, "reading the demo's pictures"))
            return;
        if (panel.data().dataset() == nullptr)
            fail("the demo's pictures cannot be read as data: " + panel.next().step().sentence.toStdString());
        saveScreenshots("finetune-data", u"finetune"_s);
        panel.showStep(FinetuneStep::Recipe);
        saveScreenshots("finetune-recipe", u"finetune"_s);
        panel.showStep(FinetuneStep::Run);
        saveScreenshots("finetune-run", u"finetune"_s);
        panel.showStep(FinetuneStep::Report);
        saveScreenshots("finetune-report", u"finetune"_s);
    }

    static QModelIndex anotherOfItsTask(const RunListModel& runs, const std::filesystem::path& run)
    {
        const RunRecord* shown = runs.find(run);
        for (const RunRecord& each : runs.runs()) {
            if (shown != nullptr && each.task == shown->task && each.folder != run)
                return runs.index(runs.rowOf(each.folder));
        }
        return {};
    }

    MainWindow& m_window;
    Workbench& m_bench;
    std::filesystem::path m_screenshots;
    std::ostream& m_report;
    LibraryPanel* m_panel = nullptr;
    bool m_good = true;
};

} // namespace

bool walkThroughDemo(MainWindow& window, Workbench& bench, const std::filesystem::path& screenshots,
                     std::ostream& report)
{
    std::error_code problem;
    std::filesystem::create_directories(screenshots, problem);
    if (problem) {
        report << "failed: " << screenshots.string() << " cannot be made: " << problem.message() << std::endl;
        return false;
    }
    return Walk(window, bench, screenshots, report).run();
}

} // namespace vlmo::ui
