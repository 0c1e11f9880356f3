import Kernel
import Platform
import Web

/// For whom, and for the orders of which days; what it comes to the server works out.
struct NewPayout: Body {
    var companyId: ID<Company>
    /// The first day in Baghdad.
    var from: CivilDate
    /// The last day, which is within.
    var to: CivilDate

    var window: PayoutWindow { PayoutWindow(from: from, to: to) }
}

struct PayoutMove: Body {
    var status: PayoutStatus
    var reason: Line<1, 500>?
    /// The bank's reference.
    var reference: Line<1, 100>?
}

struct PayoutView: View {
    var id: ID<CompanyPayout>
    var number: Int
    var companyId: ID<Company>
    /// In the caller's language.
    var companyTitle: String
    var from: CivilDate
    var to: CivilDate
    var orders: Int
    var amount: Int64
    var status: PayoutStatus
    var statusReason: Line<1, 500>?
    var reference: Line<1, 100>?
    var createdAt: Instant
    var paidAt: Instant?
    var updatedAt: Instant
    var version: Int

    init(_ payout: CompanyPayout, in languages: [Language]) {
        id = payout.id
        number = payout.number
        companyId = payout.payee.id
        companyTitle = payout.payee.name.text(in: languages)
        from = payout.from
        to = payout.to
        orders = payout.sales
        amount = payout.amount
        status = payout.status
        statusReason = payout.statusReason
        reference = payout.reference
        createdAt = payout.createdAt
        paidAt = payout.paidAt
        updatedAt = payout.updatedAt
        version = payout.version
    }
}

/// A payout with what it is made of.
struct PayoutDetail: View {
    var payout: PayoutView
    var entries: [CompanyEntryView]
    /// What the caller could do with it now.
    var actions: [AvailableAction]
}
