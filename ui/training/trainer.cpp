#include "ui/training/trainer.h"

#include "core/base/error.h"
#include "core/base/files.h"
#include "core/train/run_record.h"
#include "ui/work/job_list.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QProcess>
#include <QStandardPaths>

#include <csignal>
#include <unistd.h>
#include <vector>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::uintmax_t mostWords = 1U << 20U;

/// The last lines of what a program said, without its name before them.
QString lastLines(const QString& text)
{
    QStringList lines = text.trimmed().split(u'\n', Qt::SkipEmptyParts);
    constexpr qsizetype shown = 3;
    lines = lines.mid(std::max<qsizetype>(0, lines.size() - shown));
    for (QString& line : lines) {
        if (line.startsWith(u"vlmo: "_s))
            line.remove(0, 6);
    }
    return lines.join(u'\n');
}

QString wordsIn(const std::filesystem::path& file)
{
    try {
        return lastLines(QString::fromStdString(readFile(file, mostWords)));
    } catch (const Error&) {
        return {}; // It said nothing, or too much to be of use.
    }
}

/// Processes that outlive the window. A QProcess that is destroyed ends its program, so these never are.
std::vector<QProcess*>& released()
{
    static auto* processes = new std::vector<QProcess*>;
    return *processes;
}

QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace

std::filesystem::path trainerProgram()
{
    const QFileInfo beside(QCoreApplication::applicationDirPath() + u"/vlmo"_s);
    if (beside.isExecutable() && beside.isFile())
        return beside.absoluteFilePath().toStdString();
    return QStandardPaths::findExecutable(u"vlmo"_s).toStdString();
}

Trainer::Trainer(std::filesystem::path program, JobList& jobs, QObject* parent)
    : QObject(parent), m_program(std::move(program)), m_jobs(jobs)
{}

Trainer::~Trainer()
{
    for (const auto& [run, process] : m_training) {
        process->disconnect();
        process->setParent(nullptr);
        released().push_back(process);
    }
}

std::filesystem::path Trainer::consoleFile(const std::filesystem::path& run)
{
    return run / "console.txt";
}

void Trainer::requireProgram() const
{
    if (m_program.empty())
        throw Error(ErrorKind::NotFound,
                    "the program vlmo, which trains, is neither beside VLMo Studio nor on the search path");
}

void Trainer::start(const std::filesystem::path& run)
{
    requireProgram();
    const RunRecord record = readRun(run);
    if (isTraining(run) || record.state == RunState::Running)
        throw Error(ErrorKind::InvalidArgument, "the run " + record.name + " is being trained already");
    QStringList arguments{u"train"_s, pathText(run)};
    if (!record.checkpoints.empty())
        arguments.append(u"--resume"_s);
    auto* process = new QProcess(this);
    process->setProgram(pathText(m_program));
    process->setArguments(arguments);
    process->setStandardInputFile(QProcess::nullDevice());
    process->setStandardOutputFile(QProcess::nullDevice());
    process->setStandardErrorFile(pathText(consoleFile(run)));
    // Ctrl+C in the terminal that opened the window is not meant for the training.
    process->setChildProcessModifier([] { ::setsid(); });
    m_training[run] = process;
    m_stopping.erase(run);
    const auto end = [this, run, process](bool good, const QString& problem) {
        m_training.erase(run);
        m_stopping.erase(run);
        process->deleteLater();
        QString words = problem;
        if (!good && words.isEmpty())
            words = wordsIn(consoleFile(run));
        try {
            (void)settleRun(run); // Only now it can be told whether memory ran out.
        } catch (const Error& error) {
            words = QString::fromUtf8(error.what());
        }
        Q_EMIT ended(run, good, words);
    };
    connect(process, &QProcess::finished, this,
            [end](int code, QProcess::ExitStatus status) { end(code == 0 && status == QProcess::NormalExit, {}); });
    connect(process, &QProcess::errorOccurred, this, [this, end](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(false, tr("%1 cannot be started.").arg(pathText(m_program)));
    });
    process->start();
}

void Trainer::stop(const std::filesystem::path& run)
{
    std::int64_t number = readRun(run).process;
    // Between its start and its first sign of life only its parent knows it.
    if (const auto own = m_training.find(run); own != m_training.end())
        number = own->second->processId();
    if (number <= 0)
        throw Error(ErrorKind::InvalidArgument, "no process trains the run " + run.filename().string());
    if (const auto asked = m_stopping.find(run); asked != m_stopping.end() && asked->second == number)
        return;
    if (::kill(static_cast<pid_t>(number), SIGINT) != 0)
        throw Error(ErrorKind::InvalidArgument,
                    "the process that trains " + run.filename().string() + " belongs to somebody else or is gone");
    m_stopping[run] = number;
}

void Trainer::exportModel(const std::filesystem::path& run, const std::filesystem::path& checkpoint,
                          const std::filesystem::path& model)
{
    requireProgram();
    std::error_code ignored;
    if (std::filesystem::exists(model, ignored))
        throw Error(ErrorKind::InvalidArgument, model.string() + " exists already; choose another name");
    std::filesystem::create_directories(model.parent_path(), ignored);
    QStringList arguments{u"runs"_s, u"export"_s, pathText(run), u"--out"_s, pathText(model)};
    if (!checkpoint.empty())
        arguments += {u"--checkpoint"_s, pathText(checkpoint)};
    Job& job = m_jobs.add(tr("Making the model %1").arg(pathText(model.filename())));
    auto* process = new QProcess(this);
    ++m_exports;
    const auto end = [this, run, model, process, &job](bool good, QString words) {
        --m_exports;
        process->deleteLater();
        if (words.isEmpty() && !good)
            words = lastLines(QString::fromUtf8(process->readAllStandardError()));
        job.finish(good ? Job::State::Done : Job::State::Failed, good ? pathText(model) : words);
        if (good)
            Q_EMIT exported(run, model);
        else
            Q_EMIT exportFailed(run, words);
    };
    connect(process, &QProcess::finished, this,
            [end](int code, QProcess::ExitStatus status) { end(code == 0 && status == QProcess::NormalExit, {}); });
    connect(process, &QProcess::errorOccurred, this, [this, end](QProcess::ProcessError error) {
        if (error == QProcess::FailedToStart)
            end(false, tr("%1 cannot be started.").arg(pathText(m_program)));
    });
    connect(&job, &Job::cancelRequested, process, &QProcess::terminate);
    process->start(pathText(m_program), arguments, QIODevice::ReadOnly);
}

} // namespace vlmo::ui
