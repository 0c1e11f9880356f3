import Kernel
import Store

extension Feature {
    /// Reviews by the rules of a product; its operations and views stay the product's.
    ///
    /// Stands after ``deadlines``.
    package static func reviews(_ policies: ReviewPolicy...) -> Feature {
        Feature(
            migrations: [reviewMigration],
            deadlines: policies.map(\.handler),
            jobs: [FreezeSiteMeans.self],
            schedules: [Daily("reviews.freeze_means", at: "00:00", in: .utc, FreezeSiteMeans())],
            problems: policies.flatMap { [$0.problems.closed, $0.problems.exists] }.distinct,
            personalData: [reviewData],
            impersonalTables: [ImpersonalTable("review_mean", "sums over all reviews of a year")]
        )
    }
}

extension [Problem.Code] {
    fileprivate var distinct: Self {
        var seen: Set<Problem.Code> = []
        return filter { seen.insert($0).inserted }
    }
}

private let reviewMigration = Migration(
    id: "platform/reviews-001",
    """
    CREATE TABLE review (
        id {id} PRIMARY KEY,
        subject_kind {text} NOT NULL,
        subject_id {id} NOT NULL,
        side {text} NOT NULL,
        author_id {id} REFERENCES account (id),
        about_kind {text} NOT NULL,
        about_id {id} NOT NULL,
        pair_id {id} NOT NULL,
        overall {int} NOT NULL CHECK (overall BETWEEN 1 AND 5),
        marks {json} NOT NULL,
        text {text},
        state {text} NOT NULL CHECK (state IN ('blind', 'published', 'hidden')),
        published_at {instant},
        is_flagged {bool} NOT NULL,
        reply {text},
        replied_at {instant},
        created_at {instant} NOT NULL,
        updated_at {instant} NOT NULL,
        version {int} NOT NULL,
        CHECK (state <> 'published' OR published_at IS NOT NULL),
        CHECK ((reply IS NULL) = (replied_at IS NULL)),
        UNIQUE (subject_kind, subject_id, side)
    ) {strict};
    CREATE INDEX review_about ON review (about_kind, about_id, created_at, id);
    CREATE INDEX review_author ON review (author_id, about_kind, created_at, id);
    CREATE INDEX review_published ON review (published_at) WHERE state = 'published';
    CREATE TABLE review_mean (
        about_kind {text} NOT NULL,
        day {date} NOT NULL,
        total {int} NOT NULL,
        n {int} NOT NULL,
        PRIMARY KEY (about_kind, day)
    ) {strict};
    """
)

private let reviewData = PersonalData(
    "reviews",
    ["en": "Reviews", "it": "Recensioni", "ar": "التقييمات", "ku": "هەڵسەنگاندنەکان"],
    tables: ["review"],
    rows: { "review r WHERE r.author_id = \($0)" },
    export: .init(
        by: "r.id",
        .id("subject_id", "r.subject_id"),
        .text("side", "r.side"),
        .integer("overall", "r.overall"),
        .json("marks", "r.marks"),
        .text("text", "r.text"),
        .text("state", "r.state"),
        .instant("created_at", "r.created_at")
    ),
    erasure: .anonymise(because: [
        "en": "The reviews stay for their readers, without the name of the author.",
        "it": "Le recensioni restano per chi le legge, senza il nome dell'autore.",
        "ar": "تبقى التقييمات لقرائها دون اسم كاتبها.",
        "ku": "هەڵسەنگاندنەکان بۆ خوێنەران دەمێننەوە، بەبێ ناوی نووسەرەکەیان.",
    ]) { account, now in
        [
            """
            UPDATE review SET author_id = NULL, updated_at = \(now), version = version + 1
             WHERE author_id = \(account)
            """
        ]
    }
)
