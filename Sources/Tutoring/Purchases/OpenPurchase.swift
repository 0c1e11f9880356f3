import Kernel
import Platform
import Store

/// The contents of a purchase, frozen when it is opened.
struct PurchaseDraft: Sendable {
    let student: ID<Account>
    let tutor: Tutor
    var package: ID<Package>?
    var packageVersion: Int?
    var lesson: ID<Lesson>?
    let subject: SubjectCode
    let level: SubjectLevel?
    let lessons: Int
    let minutes: Int
    /// In cents.
    let amount: Int64
    var isFirstLesson = false
    let validityDays: Int
    let terms: CancelTerms
}

extension Purchase {
    /// Opens a purchase of a package as it is on sale now, at the caller's price.
    static func open(
        _ package: Package,
        named version: Int,
        by student: ID<Account>,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Purchase {
        let tutor = try Tutor.find(package.tutor, tx)
        guard package.status == .published, tutor.isOpenForSale else { throw Problem(.packageNotOnSale) }
        guard version == package.current.n else {
            throw Problem(.packageChanged, extras: ["version": .integer(Int64(package.current.n))])
        }
        let price = try package.price(for: student, tx)
        let draft = PurchaseDraft(
            student: student,
            tutor: tutor,
            package: package.id,
            packageVersion: package.current.n,
            subject: package.subject,
            level: package.level,
            lessons: package.current.lessons,
            minutes: package.current.minutes,
            amount: price.amount,
            isFirstLesson: price.isFirstLesson,
            validityDays: package.current.validityDays,
            terms: try CancelTerms.of(tutor.terms.policy, at: tx.now, tx)
        )
        return try open(draft, as: call, tx)
    }

    /// Opens the purchase of a held lesson, or finds the one that is open already.
    static func openSingle(_ held: HeldLesson, as call: Call, _ tx: borrowing Tx) throws -> Purchase {
        if let known = try find(of: held.id, tx) {
            guard known.status == .pending else { throw Problem(.holdGone) }
            return known
        }
        let tutor = try Tutor.find(held.tutor, tx)
        let draft = PurchaseDraft(
            student: held.student,
            tutor: tutor,
            lesson: held.id,
            subject: held.subject,
            level: held.level,
            lessons: 1,
            minutes: held.minutes,
            amount: held.price,
            // The units are reserved with the payment, so they expire only when they are freed; then they become money.
            validityDays: singleValidity,
            terms: held.terms
        )
        let purchase = try open(draft, as: call, tx)
        try Lesson.extendHold(held.id, until: purchase.expiresAt, purchase: purchase.id, tx)
        return purchase
    }

    private static let singleValidity = 366

    private static func open(_ draft: PurchaseDraft, as call: Call, _ tx: borrowing Tx) throws -> Purchase {
        try Student.require(of: draft.student, tx)
        guard draft.tutor.isOpenForSale else { throw Problem(.tutorNotVerified) }
        try PurchaseRisk.check(draft, as: call, tx)
        let policies = try Policies.at(tx.now, tx)
        let purchase = Purchase(
            id: tx.newID(),
            kind: draft.lesson == nil ? .package : .single,
            student: draft.student,
            tutor: draft.tutor.id,
            package: draft.package,
            packageVersion: draft.packageVersion,
            lesson: draft.lesson,
            subject: draft.subject,
            level: draft.level,
            lessons: draft.lessons,
            minutes: draft.minutes,
            amount: draft.amount,
            isFirstLesson: draft.isFirstLesson,
            validityDays: draft.validityDays,
            terms: draft.terms,
            commissionBP: Int(policies[.commissionBp]),
            vatBP: CommissionVAT.isDue(by: draft.tutor) ? Int(policies[.commissionVatBp]) : 0,
            status: .pending,
            charge: nil,
            lot: nil,
            expiresAt: tx.now
                + policies.duration(draft.lesson == nil ? .purchasePaymentMinutes : .holdPaymentMinutes),
            paidAt: nil,
            createdAt: tx.now,
            version: 1
        )
        try purchase.insert(tx)
        try Audit.record(PurchaseAction.open, of: kind, purchase.id.cast(), by: call.actor, tx)
        return purchase
    }
}

extension Tutor {
    /// Whether the tutor can sell: verified and not suspended.
    var isOpenForSale: Bool { isVerified && suspendedAt == nil }
}
