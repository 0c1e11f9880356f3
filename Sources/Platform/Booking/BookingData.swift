import Kernel
import Store

extension Bookings {
    /// The personal data of the booking tables; the appointments themselves are in the product's tables.
    static let personalData: [PersonalData] = [
        PersonalData(
            "bookings",
            ["en": "Bookings", "it": "Prenotazioni", "ar": "الحجوزات", "ku": "نۆرەگرتنەکان"],
            tables: ["booking"],
            rows: { "booking b WHERE b.holder_id = \($0)" },
            export: .init(
                by: "b.id",
                .instant("starts_at", "b.starts_at"),
                .instant("ends_at", "b.ends_at"),
                .bool("is_active", "b.is_active")
            ),
            erasure: .anonymise(because: Privacy.notNeeded) { account, now in
                [
                    """
                    UPDATE booking SET is_active = \(false), sequence = sequence + 1, updated_at = \(now)
                     WHERE holder_id = \(account) AND is_active AND starts_at > \(now)
                    """,
                    "UPDATE booking SET holder_id = NULL WHERE holder_id = \(account)",
                ]
            }
        ),
        PersonalData(
            "seats",
            ["en": "Seats", "it": "Posti", "ar": "المقاعد", "ku": "شوێنەکان"],
            tables: ["booking_seat"],
            rows: { "booking_seat s WHERE s.holder_id = \($0)" },
            export: .init(
                by: "s.id",
                .id("offer", "s.offer_id"),
                .text("state", "s.state"),
                .instant("created_at", "s.created_at")
            ),
            erasure: .delete(because: Privacy.notNeeded) { account in
                [
                    """
                    UPDATE booking_offer SET taken = taken - 1
                     WHERE id IN (SELECT s.offer_id FROM booking_seat s
                                   WHERE s.holder_id = \(account) AND s.state = 'held')
                    """,
                    "DELETE FROM booking_seat WHERE holder_id = \(account)",
                ]
            }
        ),
        PersonalData(
            "working_hours",
            ["en": "Working hours", "it": "Orari di lavoro", "ar": "ساعات العمل", "ku": "کاتەکانی کار"],
            tables: ["booking_resource", "booking_hours", "booking_exception", "booking_outside"],
            rows: { "booking_resource o WHERE o.account_id = \($0)" },
            export: .init(by: "o.id", .text("zone", "o.zone"), .instant("updated_at", "o.updated_at")),
            erasure: .anonymise(because: Privacy.notNeeded) { account, _ in
                [
                    "DELETE FROM booking_hours WHERE resource_id IN (\(resources(of: account)))",
                    "DELETE FROM booking_exception WHERE resource_id IN (\(resources(of: account)))",
                    "DELETE FROM booking_outside WHERE resource_id IN (\(resources(of: account)))",
                ]
            }
        ),
        PersonalData(
            "calendar_feed",
            [
                "en": "Calendar feed", "it": "Calendario condiviso", "ar": "رابط التقويم",
                "ku": "بەستەری ڕۆژژمێر",
            ],
            tables: ["calendar_feed"],
            rows: { "calendar_feed f WHERE f.account_id = \($0)" },
            erasure: .delete(because: Privacy.notNeeded) {
                ["DELETE FROM calendar_feed WHERE account_id = \($0)"]
            }
        ),
    ]

    static let impersonalTables: [ImpersonalTable] = [
        ImpersonalTable("booking_closure", "days on which the office is closed"),
        ImpersonalTable("booking_office", "whether it keeps holidays"),
        ImpersonalTable("booking_offer", "numbers of seats"),
    ]

    @Sendable private static func resources(of account: ID<Account>) -> SQL {
        "SELECT o.id FROM booking_resource o WHERE o.account_id = \(account)"
    }
}
