import Kernel
import Platform
import Store

extension Feature {
    static let offices = Feature(
        routes: OfficeRoutes.routes,
        migrations: officeMigrations,
        lifecycles: [OfficeBooking.lifecycle.table(named: OfficeBooking.kind)],
        deadlines: OfficeBooking.deadlines,
        personalData: [officeBookings],
        impersonalTables: [ImpersonalTable("office_space", "rooms of the operator")],
        retention: [oldOfficeBookings],
        templates: [.officeMoved],
        audit: OfficeAction.self
    )
}

enum OfficeAction: String, AuditAction {
    case add = "marketplace.office.add"
    case book = "marketplace.office.book"
    case change = "marketplace.office.change"
    case delete = "marketplace.office.delete"
}

private let officeBookings = PersonalData(
    "office_bookings",
    ["en": "Bookings of offices"],
    tables: ["office_booking"],
    rows: { "office_booking k WHERE k.account_id = \($0)" },
    export: .init(
        by: "k.id",
        .id("office_id", "k.office_id"),
        .instant("from", "k.from_at"),
        .instant("until", "k.until_at"),
        .text("state", "k.state"),
        .integer("price_minor", "k.price_minor"),
        .instant("created_at", "k.created_at")
    ),
    erasure: .keep(
        .init(for: .years(7), from: "k.created_at"),
        because: [
            "en": "Bookings are the vouchers of what the ledger charged, which must be kept for seven years."
        ]
    )
)

private let oldOfficeBookings = Retention(
    "office_bookings",
    ["en": "Bookings of offices"],
    keep: .years(7),
    from: ["en": "the booking"],
    then: .delete,
    basis: ["en": "Vouchers are kept as long as the ledger."],
    key: "k.id",
    account: "k.account_id",
    due: { "office_booking k WHERE k.created_at < \($0)" },
    steps: { ["DELETE FROM office_booking WHERE id \(in: $0)"] }
)

// swift-format-ignore
extension NoticeTemplate {
    static let officeMoved = market(.system, "office_moved",
        subject: "Your booking of {{office}} is {{state}}",
        """
        An administrator changed your booking of {{office}}: it is {{state}}.

        Reason: {{reason}}
        """, preview: ["office": "Water Street 7", "state": "cancelled", "reason": "The heating has failed."])
}
