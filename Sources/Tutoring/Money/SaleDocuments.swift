import Kernel
import Platform
import Store

/// The documents that follow from the moments of money: of a purchase at its payment, of a plan's lesson at its charge.
enum SaleDocuments {
    static func paid(_ purchase: Purchase, at site: Site, _ tx: borrowing Tx) throws {
        let sale = DocumentedSale(
            cause: cause(of: purchase),
            student: purchase.student,
            tutor: purchase.tutor,
            subject: purchase.subject,
            lessons: purchase.lessons,
            minutes: purchase.minutes,
            amount: purchase.amount
        )
        try Documents.issue(sale, at: site, tx)
    }

    /// Money of a purchase went back.
    static func refunded(
        _ amount: Int64,
        of purchase: Purchase,
        because cause: String,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        try Documents.credit(amount, of: self.cause(of: purchase), cause: cause, at: site, tx)
    }

    /// A lesson of a plan was charged: the tutor's sale.
    static func charged(_ money: LessonMoney, from lot: Lot, as call: Call, _ tx: borrowing Tx) throws {
        guard lot.source == .plan else { return }
        let sale = DocumentedSale(
            cause: cause(of: money),
            student: lot.student,
            tutor: money.tutor,
            subject: try lot.subject ?? Lesson.find(money.lesson, tx).subject,
            lessons: 1,
            minutes: lot.minutes,
            amount: money.split.value
        )
        try Documents.issue(sale, at: call.site, tx)
    }

    /// A share of such a charge was given back.
    static func gaveBack(
        _ amount: Int64,
        _ money: LessonMoney,
        from lot: Lot,
        _ entry: ID<LotEntry>,
        as call: Call,
        _ tx: borrowing Tx
    ) throws {
        guard lot.source == .plan else { return }
        try Documents.credit(amount, of: cause(of: money), cause: "return:\(entry)", at: call.site, tx)
    }

    private static func cause(of purchase: Purchase) -> String { "purchase:\(purchase.id)" }
    private static func cause(of money: LessonMoney) -> String { "lesson:\(money.lesson)" }
}
