#pragma once

#include "ui/library/library_session.h"
#include "ui/widgets/side_pane.h"

class QLabel;
class QVBoxLayout;

namespace vlmo::ui {

class FactList;
class FlowLayout;
class PictureFrame;
class Section;
class Thumbnails;
struct Thumbnail;

/// The picture that is selected in the grid: large, with scores, captions, tags and the file's facts.
class DetailsPane final : public SidePane {
    Q_OBJECT

public:
    DetailsPane(LibrarySession& library, Thumbnails& thumbnails, QWidget* parent = nullptr);

    /// Where the picture stands among a search's hits.
    struct Rank {
        SearchHit hit;
        int rank = 0; ///< From 1.
    };
    void showPicture(PictureId id, const std::filesystem::path& file, const std::optional<Rank>& rank);
    /// Nothing is selected.
    void clear();
    [[nodiscard]] bool isBusy() const { return m_recordTicket != 0 || m_captionTicket != 0; }
    /// What is shown; nothing while it is being fetched.
    [[nodiscard]] const std::optional<PictureRecord>& record() const { return m_record; }
    [[nodiscard]] const std::vector<CaptionHit>& captions() const { return m_captionHits; }

Q_SIGNALS:
    void openInExpertsRequested(const std::filesystem::path& file, const QString& caption);
    void askRequested(const std::filesystem::path& file, const QString& caption);
    void searchByPictureRequested(const std::filesystem::path& file);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void showThumbnail();
    void fetch();
    void stopFetching();
    void showRecord(const PictureRecord& record);
    void showCaptions(const std::vector<CaptionHit>& captions, const QString& problem);
    void showTags(const PictureRecord& record);
    void showFile(const PictureRecord& record);

    LibrarySession& m_library;
    Thumbnails& m_thumbnails;
    LibrarySession::Ticket m_recordTicket = 0;
    LibrarySession::Ticket m_captionTicket = 0;
    PictureId m_id = 0;
    std::filesystem::path m_file;
    std::optional<PictureRecord> m_record;
    std::vector<CaptionHit> m_captionHits;

    PictureFrame* m_picture = nullptr;
    QLabel* m_title = nullptr;
    Section* m_scoresSection = nullptr;
    FactList* m_scores = nullptr;
    Section* m_captionsSection = nullptr;
    QWidget* m_captions = nullptr;
    Section* m_tagsSection = nullptr;
    FlowLayout* m_tags = nullptr;
    FactList* m_facts = nullptr;
};

} // namespace vlmo::ui
