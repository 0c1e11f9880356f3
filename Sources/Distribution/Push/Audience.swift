import Kernel
import Platform
import Store

typealias Announcement = Platform.Announcement<Audience>

/// A group of recipients of announcements.
enum Audience: String, Codable, CaseIterable, Sendable, SQLValueConvertible, AnnouncementAudience {
    /// Super admins, and location admins as far as the sender reaches them.
    case admins
    /// The shop owners of one delivery zone.
    case zone

    static let prefix = "distribution"
    static let target: SQL = "zone_id"

    func recipients(of announcement: Announcement) -> SQL {
        switch self {
        case .zone:
            """
            (a.role = \(Role.shopOwner.name)
             AND a.id IN (SELECT m.account_id FROM member m WHERE m.zone_id = \(announcement.target)))
            """
        case .admins: Self.admins(for: announcement.sender)
        }
    }

    /// A location admin reaches the super admins, and the location admins of the same zones.
    private static func admins(for sender: ID<Account>?) -> SQL {
        """
        (EXISTS (SELECT 1 FROM member m WHERE m.account_id = a.id)
         AND (a.role = \(Role.superAdmin.name) OR (a.role = \(Role.locationAdmin.name) AND (
            EXISTS (SELECT 1 FROM account s WHERE s.id = \(sender) AND s.role = \(Role.superAdmin.name))
            OR EXISTS (SELECT 1 FROM admin_zone x JOIN admin_zone y ON y.zone_id = x.zone_id
                        WHERE x.account_id = a.id AND y.account_id = \(sender))))))
        """
    }

    static let migration = Migration(
        id: "distribution/102-announcement",
        """
        CREATE TABLE announcement (
            id {id} PRIMARY KEY,
            audience {text} NOT NULL CHECK (audience IN ('admins', 'zone')),
            zone_id {id} REFERENCES delivery_zone (id),
            sent_by {id},
            title {text} NOT NULL,
            body {text} NOT NULL,
            last_told {id},
            reached {int} NOT NULL,
            created_at {instant} NOT NULL,
            CHECK ((audience = 'zone') = (zone_id IS NOT NULL))
        ) {strict};
        CREATE INDEX announcement_created_at ON announcement (created_at, id);
        """
    )
}
