import Store

extension CMS {
    static let migrations = [
        Migration(
            id: "platform/content-001",
            """
            CREATE TABLE content_item (
                id {id} PRIMARY KEY,
                kind {text} NOT NULL CHECK (kind IN ('page', 'faq', 'news')),
                slug {text},
                category {text},
                position {int},
                on_date {date},
                format {text} NOT NULL CHECK (format IN ('plain', 'markdown')),
                texts {json} NOT NULL,
                status {text} NOT NULL CHECK (status IN ('draft', 'published', 'archived')),
                publish_at {instant},
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL,
                version {int} NOT NULL,
                CHECK ((kind = 'page') = (slug IS NOT NULL)),
                CHECK ((kind = 'faq') = (category IS NOT NULL AND position IS NOT NULL)),
                CHECK ((kind = 'news') = (on_date IS NOT NULL)),
                CHECK (status <> 'published' OR publish_at IS NOT NULL)
            ) {strict};
            CREATE UNIQUE INDEX content_item_slug ON content_item (slug);
            CREATE INDEX content_item_faq ON content_item (category, position, id) WHERE kind = 'faq';
            CREATE INDEX content_item_news ON content_item (on_date, id) WHERE kind = 'news';
            CREATE TABLE content_revision (
                item_id {id} NOT NULL REFERENCES content_item (id) ON DELETE CASCADE,
                version {int} NOT NULL,
                saved_at {instant} NOT NULL,
                saved_by {id},
                slug {text},
                status {text} NOT NULL,
                publish_at {instant},
                format {text} NOT NULL,
                texts {json} NOT NULL,
                PRIMARY KEY (item_id, version)
            ) {strict};
            """
        )
    ]
}
