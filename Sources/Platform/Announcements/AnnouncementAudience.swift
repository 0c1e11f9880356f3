import Kernel
import Store

/// The groups of recipients of a product's announcements, with their values in the column `audience`.
package protocol AnnouncementAudience: RawRepresentable<String>, CaseIterable, Codable, SQLValueConvertible,
    Sendable
{
    /// The first word of stored names: of the job, the template and the migration.
    static var prefix: String { get }
    static var migration: Migration { get }
    /// The column of the organisation or zone that narrows the audience, where there is one.
    static var target: SQL { get }

    /// The condition on the accounts `a` that receive `announcement`.
    func recipients(of announcement: Announcement<Self>) -> SQL
}

extension AnnouncementAudience {
    package static var target: SQL { "target_id" }

    package static var migration: Migration {
        Migration(
            id: "\(prefix)/announcements-001",
            """
            CREATE TABLE announcement (
                id {id} PRIMARY KEY,
                audience {text} NOT NULL,
                target_id {id},
                sent_by {id},
                title {text} NOT NULL,
                body {text} NOT NULL,
                last_told {id},
                reached {int} NOT NULL,
                created_at {instant} NOT NULL
            ) {strict};
            CREATE INDEX announcement_created_at ON announcement (created_at, id);
            """
        )
    }
}
