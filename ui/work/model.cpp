#include "ui/work/model.h"

namespace vlmo::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

class EngineModel final : public Model {
public:
    explicit EngineModel(Engine engine) : m_engine(std::move(engine)) {}

    ModelFacts facts() const override
    {
        const ModelFolder& folder = m_engine.model();
        const EngineInfo& info = m_engine.info();
        return {
            .name = QString::fromStdString(folder.path.filename().string()),
            .folder = folder.path,
            .fingerprint = m_engine.fingerprint(),
            .dimension = m_engine.dimension(),
            .blocks = folder.config.depth,
            .width = folder.config.width,
            .vlStart = folder.config.vlStart,
            .imageSize = m_engine.imageSize(),
            .hasItm = folder.config.hasItm,
            .device = QString::fromStdString(info.device),
            .threads = info.threads,
            .precision = QString::fromLatin1(precisionName(info.precision)),
            .precisionReason = QString::fromStdString(info.precisionReason),
            .parameters = info.parameters,
        };
    }

    Embedder& embedder() override { return m_engine; }

    MatchResult match(const RgbImage& prepared, const std::string& sentence) override
    {
        return m_engine.match(prepared, sentence);
    }

    Trace trace(const std::optional<RgbImage>& prepared, const std::string& imageName,
                const std::string& sentence) override
    {
        return m_engine.trace(prepared, imageName, sentence);
    }

private:
    Engine m_engine;
};

} // namespace

QStringList ModelFacts::experts() const
{
    QStringList names{u"vision"_s, u"language"_s};
    if (vlStart < blocks)
        names.append(u"vl"_s);
    return names;
}

std::unique_ptr<Model> openModel(const std::filesystem::path& folder, const EngineOptions& options)
{
    return std::make_unique<EngineModel>(Engine::open(folder, options));
}

} // namespace vlmo::ui
