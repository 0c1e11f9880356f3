import Kernel
import Platform
import Store
import Web

/// Several lessons of one tutor in one subject, sold together.
struct PackageView: View {
    /// The identity of the package.
    var id: ID<Package>
    /// The seller.
    var tutor: TutorName
    /// The subject of the lessons.
    var subject: SubjectCode
    /// The level of the lessons; absent for any.
    var level: SubjectLevel?
    /// The title; everybody but its tutor reads `[contact]` in the place of contact data.
    var name: String
    /// More about the lessons, masked in the same way; absent without any text.
    var description: String?
    /// Whether it is on sale.
    var state: Package.Status
    /// The number of the present terms; a purchase names it.
    var version: Int
    /// How many lessons it has.
    var lessons: Int
    /// The length of each lesson, in minutes.
    var minutes: Int
    /// The price of all lessons together in cents, before the discount.
    var listPriceMinor: Int64
    /// The price that the caller would pay now, in cents.
    var priceMinor: Int64
    /// A reduction of the price; absent without one.
    var discount: PackageVersion.Discount?
    /// How many days the lessons can begin after the payment.
    var validityDays: Int
    /// The rating by its buyers.
    var rating: TutorCard.Rating

    init(_ package: Package, for call: Call, _ tx: borrowing Tx) throws {
        id = package.id
        tutor = TutorName(id: package.tutor, name: package.tutorName)
        subject = package.subject
        level = package.level
        let isOwn = call.actor.account == package.seller
        name = isOwn ? package.name.rawValue : Masking.shown(package.name.rawValue)
        description = package.description.map { isOwn ? $0.rawValue : Masking.shown($0.rawValue) }
        state = package.status
        version = package.current.n
        lessons = package.current.lessons
        minutes = package.current.minutes
        listPriceMinor = package.current.listPrice
        let buyer = call.actor.role == .student ? call.actor.account : nil
        priceMinor = try package.price(for: buyer, tx).amount
        discount = package.current.discount
        validityDays = package.current.validityDays
        rating = TutorCard.Rating(value: package.rating, n: package.ratings)
    }
}

extension PackageView {
    /// The packages on sale of a tutor, cheapest first.
    static func published(of tutor: ID<Tutor>, for call: Call, _ tx: borrowing Tx) throws -> [PackageView] {
        var views: [PackageView] = []
        for package in try Package.published(of: tutor, tx) {
            views.append(try PackageView(package, for: call, tx))
        }
        return views
    }
}
