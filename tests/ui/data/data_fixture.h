#pragma once

#include "core/base/files.h"
#include "tests/core/doctor/made_up_dataset.h"
#include "tests/support/temporary_folder.h"
#include "tests/ui/support/wait.h"
#include "ui/data/dataset_session.h"
#include "ui/work/job_list.h"

#include <gmock/gmock.h>

#include <QPixmap>
#include <QTest>
#include <QWidget>

#include <filesystem>
#include <map>
#include <string>
#include <utility>

namespace vlmo::test {

/// A session, and a folder in which data sets can be made.
class DataTest : public ::testing::Test {
protected:
    [[nodiscard]] std::filesystem::path set() const { return m_folder / "birds"; }

    void picture(const std::string& name, int number, int width = 80, int height = 80) const
    {
        m_folder.write("birds/" + name, patternPng(number, width, height));
    }

    /// Six pictures with captions: four to train on, two to measure on.
    void makeGood() const
    {
        std::string table = "image,caption,split\n";
        const char* const words[] = {"a robin", "a grey heron in the reeds", "two owls",
                                     "a crow",  "a swan on a lake",          "a wren"};
        for (int i = 0; i < 6; ++i) {
            const std::string name = "p" + std::to_string(i) + ".png";
            picture(name, i);
            table += name + "," + words[i] + (i < 4 ? ",train\n" : ",val\n");
        }
        m_folder.write("birds/pairs.csv", table);
    }

    /// The same, with one picture that is gone, one that is broken, and one of train in val.
    void makeBroken() const
    {
        makeGood();
        std::string table = readFile(set() / "pairs.csv", 1 << 20);
        table += "broken.png,a finch,train\ncopy.png,a robin again,val\n";
        m_folder.write("birds/pairs.csv", table);
        m_folder.write("birds/broken.png", "no picture at all");
        picture("copy.png", 0);
    }

    /// A set in the program's own format of which a picture is missing, as importers leave such out.
    void makeOwnWithMissing() const
    {
        picture("a.png", 1);
        picture("b.png", 2);
        m_folder.write("birds/records.jsonl", R"({"image": "a.png", "captions": ["a robin"], "split": "train"}
{"image": "gone.png", "captions": ["a heron"], "split": "train"}
{"image": "b.png", "captions": ["an owl", "a barn owl"], "split": "val"}
)");
    }

    /// Questions, statements and classes beside captions.
    void makeAllKinds() const
    {
        for (int i = 0; i < 4; ++i)
            picture("q" + std::to_string(i) + ".png", 30 + i);
        m_folder.write("birds/dataset.json", R"({"format": "vlmo-dataset", "version": 1, "name": "all kinds"})");
        m_folder.write(
            "birds/records.jsonl",
            R"({"image": "q0.png", "captions": ["a robin", "a bird"], "category": "robin", "split": "train", "questions": [{"question": "how many?", "answers": ["2", "two", "two"], "kind": "number"}, {"question": "what is it?", "answers": ["robin"]}]}
{"image": "q1.png", "captions": ["a heron"], "category": "heron", "split": "val"}
)");
        m_folder.write(
            "birds/statements.jsonl",
            R"({"left": "q2.png", "right": "q3.png", "statement": "there are two owls", "label": true, "split": "train"}
)");
    }

    /// Reads and checks; false when that came to nothing.
    bool open(const std::filesystem::path& path, const OpenOptions& options = {})
    {
        m_session.open(path, options);
        EXPECT_TRUE(waitForRest());
        return !m_session.failure().has_value();
    }

    bool openAllKinds()
    {
        makeAllKinds();
        return open(set(), {"vlmo-dataset", {{"statements", "statements.jsonl"}}});
    }

    [[nodiscard]] bool waitForRest()
    {
        return waitUntil([this] { return !m_session.isBusy() && !m_session.isCopying(); });
    }

    /// Path, content and time of change of everything below the data set.
    [[nodiscard]] std::map<std::string, std::pair<std::string, std::filesystem::file_time_type>> usersFiles() const
    {
        std::map<std::string, std::pair<std::string, std::filesystem::file_time_type>> files;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(set())) {
            files[entry.path().string()] = {entry.is_regular_file() ? readFile(entry.path(), std::uintmax_t{1} << 24U)
                                                                    : "folder",
                                            entry.last_write_time()};
        }
        return files;
    }

    /// For a person to look at, where VLMO_SCREENSHOTS names a folder.
    static void saveScreenshot(QWidget& widget, const QString& name)
    {
        const QByteArray folder = qgetenv("VLMO_SCREENSHOTS");
        if (folder.isEmpty())
            return;
        QTest::qWait(500); // Until the thumbnails are there, which nobody waits for without a person to look at them.
        (void)widget.grab().save(QString::fromLocal8Bit(folder) + QStringLiteral("/data-") + name +
                                 QStringLiteral(".png"));
    }

    [[nodiscard]] std::int64_t found(const std::string& kind) const
    {
        if (m_session.result() == nullptr)
            return -1;
        for (const DatasetFinding& finding : m_session.result()->report().findings) {
            if (finding.kind == kind)
                return finding.count;
        }
        return 0;
    }

    [[nodiscard]] std::string reason() const
    {
        return m_session.failure() ? m_session.failure()->reason.toStdString() : "nothing failed";
    }

    TemporaryFolder m_folder;
    ui::JobList m_jobs;
    ui::DatasetSession m_session{m_jobs};
};

} // namespace vlmo::test
