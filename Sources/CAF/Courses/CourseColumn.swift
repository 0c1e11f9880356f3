import Kernel
import Platform
import Store

/// The columns by which courses are sorted.
enum CourseColumn: String, CaseIterable, SortColumns {
    case startsAt = "starts_at"
    /// The Italian title, which every course has.
    case title
    case priceCents = "price_cents"
    case status
    case capacity
    case seatsLeft = "seats_left"
    case waiting

    /// The columns of the list that no course has in this form.
    static let selected: SQL = "c.title ->> 'it' AS title_it, f.capacity - f.taken AS seats_left"

    var keys: [SortKey<Course>] {
        switch self {
        case .startsAt: [Self.byStart]
        case .title: [SortKey("title_it") { $0.title.it.rawValue }, Self.byStart]
        case .priceCents: [SortKey("price_cents") { $0.price }, Self.byStart]
        case .status: [SortKey("status") { $0.status }, Self.byStart]
        case .capacity: [SortKey("capacity") { $0.offer.capacity }, Self.byStart]
        case .seatsLeft: [SortKey("seats_left") { $0.offer.left }, Self.byStart]
        case .waiting: [SortKey("waiting") { $0.waiting }, Self.byStart]
        }
    }

    private static let byStart: SortKey<Course> = SortKey("starts_at") { $0.startsAt }

    static let last: SortKey<Course> = SortKey("course_id") { $0.id }
    static let usual: ColumnSort<CourseColumn> = .up(.startsAt)
}
