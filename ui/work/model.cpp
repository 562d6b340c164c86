#include "ui/work/model.h"

#include "core/base/error.h"
#include "core/model/heads.h"
#include "core/model/specialists.h"

#include <map>

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;
namespace fs = std::filesystem;

namespace {

[[noreturn]] void cannot(const char* what)
{
    throw Error(ErrorKind::Incompatible, std::string("this model cannot ") + what);
}

class EngineModel final : public Model {
public:
    EngineModel(Engine engine, EngineOptions options) : m_engine(std::move(engine)), m_options(std::move(options)) {}

    ModelFacts facts() const override
    {
        const ModelFolder& folder = m_engine.model();
        const EngineInfo& info = m_engine.info();
        const fs::path answering = folderWithHead(folder.path, "vqa");
        const std::int64_t answers = readModelConfig(answering).vqaAnswers;
        return {
            .name = QString::fromStdString(folder.path.filename().string()),
            .folder = folder.path,
            .fingerprint = m_engine.fingerprint(),
            .dimension = m_engine.dimension(),
            .blocks = folder.config.depth,
            .width = folder.config.width,
            .vlStart = folder.config.vlStart,
            .hasSharedExpert = folder.config.sharedExpert,
            .imageSize = m_engine.imageSize(),
            .hasItm = folder.config.hasItm,
            .hasItc = folder.config.hasItc,
            .hasMlm = canBeAsked("mlm"),
            .hasNlvr2 = canBeAsked("nlvr2"),
            .vqaAnswers = answers,
            .hasAnswerList = static_cast<std::int64_t>(readAnswers(answering).size()) == answers,
            .device = QString::fromStdString(info.device),
            .threads = info.threads,
            .precision = QString::fromLatin1(precisionName(info.precision)),
            .precisionReason = QString::fromStdString(info.precisionReason),
            .parameters = info.parameters,
        };
    }

    Embedder& embedder() override { return m_engine; }

    Model& withHead(const std::string& head) override
    {
        const fs::path folder = folderWithHead(m_engine.model().path, head);
        if (folder == m_engine.model().path)
            return *this;
        auto& specialist = m_specialists[folder];
        if (!specialist)
            specialist = std::make_unique<EngineModel>(Engine::open(folder, m_options), m_options);
        return *specialist;
    }

    MatchResult match(const RgbImage& prepared, const std::string& sentence) override
    {
        return m_engine.match(prepared, sentence);
    }

    Trace trace(const std::optional<RgbImage>& prepared, const std::string& imageName,
                const std::string& sentence) override
    {
        return m_engine.trace(prepared, imageName, sentence);
    }

    std::vector<Answer> ask(const RgbImage& prepared, const std::string& question, std::size_t top) override
    {
        return m_engine.ask(prepared, question, top);
    }

    CompareResult compare(const RgbImage& left, const RgbImage& right, const std::string& sentence) override
    {
        return m_engine.compare(left, right, sentence);
    }

    std::vector<FilledMask> fill(const std::optional<RgbImage>& prepared, const std::string& sentence,
                                 std::size_t top) override
    {
        return m_engine.fill(prepared, sentence, top);
    }

    Evidence evidence(const RgbImage& prepared, const std::string& sentence, const EvidenceRequest& request,
                      const std::stop_token& stop) override
    {
        return m_engine.evidence(prepared, sentence, request, stop);
    }

private:
    [[nodiscard]] bool canBeAsked(const std::string& head) const
    {
        return hasHead(readModelConfig(folderWithHead(m_engine.model().path, head)), head);
    }

    Engine m_engine;
    EngineOptions m_options;
    std::map<fs::path, std::unique_ptr<EngineModel>> m_specialists;
};

} // namespace

std::vector<Answer> Model::ask(const RgbImage&, const std::string&, std::size_t)
{
    cannot("answer questions");
}

CompareResult Model::compare(const RgbImage&, const RgbImage&, const std::string&)
{
    cannot("compare two pictures");
}

std::vector<FilledMask> Model::fill(const std::optional<RgbImage>&, const std::string&, std::size_t)
{
    cannot("fill in words");
}

Evidence Model::evidence(const RgbImage&, const std::string&, const EvidenceRequest&, const std::stop_token&)
{
    cannot("say where an answer comes from");
}

QStringList ModelFacts::experts() const
{
    if (hasSharedExpert)
        return {u"shared"_s};
    QStringList names{u"vision"_s, u"language"_s};
    if (vlStart < blocks)
        names.append(u"vl"_s);
    return names;
}

std::unique_ptr<Model> openModel(const std::filesystem::path& folder, const EngineOptions& options)
{
    return std::make_unique<EngineModel>(Engine::open(folder, options), options);
}

} // namespace vlmo::ui
