import Kernel
import Platform
import Store

/// The terms of a package as a tutor gives them, and the limits on them.
struct PackageTerms: Equatable {
    var lessons: Int
    var minutes: Int
    var listPrice: Int64
    var validityDays: Int
    var discount: PackageVersion.Discount?

    init(_ form: NewPackage) {
        lessons = form.lessons.value
        minutes = form.minutes.value
        listPrice = Int64(form.listPriceMinor.value)
        validityDays = form.validityDays.value
        discount = form.discount.map(PackageVersion.Discount.init)
    }

    init(_ version: PackageVersion) {
        lessons = version.lessons
        minutes = version.minutes
        listPrice = version.listPrice
        validityDays = version.validityDays
        discount = version.discount
    }

    mutating func apply(_ changes: PackageChanges) {
        lessons = changes.lessons?.value ?? lessons
        minutes = changes.minutes?.value ?? minutes
        listPrice = changes.listPriceMinor.map { Int64($0.value) } ?? listPrice
        validityDays = changes.validityDays?.value ?? validityDays
        if changes.discount.isGiven { discount = changes.discount.value.map(PackageVersion.Discount.init) }
    }

    func version(_ n: Int) -> PackageVersion {
        PackageVersion(
            n: n,
            lessons: lessons,
            minutes: minutes,
            listPrice: listPrice,
            validityDays: validityDays,
            discount: discount
        )
    }

    /// Refuses terms outside of the limits, with all faults at once.
    func check(_ tx: borrowing Tx) throws {
        let policies = try Policies.at(tx.now, tx)
        var faults: [Problem.Fault] = []
        func demand(_ value: Int, at pointer: String, within range: ClosedRange<Int64>) {
            guard !range.contains(Int64(value)) else { return }
            faults.append(.init(pointer, Refusal(.outOfRange(Int(range.lowerBound)...Int(range.upperBound)))))
        }
        demand(lessons, at: "/lessons", within: 1...policies[.packageLessonsCount])
        demand(
            Int(listPrice),
            at: "/list_price_minor",
            within: policies[.packageMinimumCents]...policies[.packageMaximumCents]
        )
        demand(
            validityDays,
            at: "/validity_days",
            within: policies[.packageValidityMinimumDays]...policies[.packageValidityMaximumDays]
        )
        if let discount {
            demand(discount.percent, at: "/discount/percent", within: 1...policies[.discountMaximumPercent])
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

extension PackageVersion.Discount {
    fileprivate init(_ form: PackageDiscount) {
        self.init(kind: form.kind, percent: form.percent.value)
    }
}
