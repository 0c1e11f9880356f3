import Kernel
import Platform
import Store

/// The columns by which appointments are sorted.
enum AppointmentColumn: String, CaseIterable, SortColumns {
    case startsAt = "starts_at"
    case customer
    case `operator`
    /// By the Italian title of the type.
    case type
    case status

    /// The columns of the list that no appointment has in this form.
    static let selected: SQL =
        """
        p.last_name || ' ' || p.first_name AS customer_by_name, w.last_name || ' ' || w.first_name AS operator_by_name,
        t.title ->> 'it' AS type_title
        """

    var keys: [SortKey<Appointment>] {
        switch self {
        case .startsAt: [Self.byStart]
        case .customer: [SortKey("customer_by_name") { $0.customerByName }, Self.byStart]
        case .operator: [SortKey("operator_by_name") { $0.assigneeByName }, Self.byStart]
        case .type: [SortKey("type_title") { $0.title.it.rawValue }, Self.byStart]
        case .status: [SortKey("status") { $0.status }, Self.byStart]
        }
    }

    private static let byStart: SortKey<Appointment> = SortKey("starts_at") { $0.booking.startsAt }

    static let last: SortKey<Appointment> = SortKey("appointment_id") { $0.id }
    static let usual: ColumnSort<AppointmentColumn> = .up(.startsAt)
    static let words: [String: ColumnSort<AppointmentColumn>] = [
        "time": .up(.startsAt), "latest": .down(.startsAt),
    ]
}
