import Kernel
import Platform
import Store
import Web

/// A new package.
struct NewPackage: Body {
    /// The subject of the lessons.
    var subject: SubjectCode
    /// The level of the lessons; any when absent.
    var level: SubjectLevel?
    /// The title that students read.
    var name: Package.Name
    /// More about the lessons.
    var description: Package.Explanation?
    /// How many lessons it has, from 1 to 100.
    var lessons: Ranged<1, 1_000>
    /// The length of each lesson.
    var minutes: LessonMinutes
    /// The price of all lessons together in cents, before the discount.
    var listPriceMinor: PositiveCents
    /// How many days the lessons can begin after the payment, from 7 to 730.
    var validityDays: Ranged<1, 10_000>
    /// A reduction of the price.
    var discount: PackageDiscount?
    /// Refused: the server calculates it.
    var priceMinor: Computed?
}

/// A reduction of the price of a package.
struct PackageDiscount: Codable, Hashable, Sendable {
    /// The reason of the reduction.
    var kind: PackageVersion.Discount.Kind
    /// In percent, from 1 to 50: of the list price, or of the list price of one lesson.
    var percent: Ranged<1, 100>
}

/// Changes of a package; changed terms make its next version.
struct PackageChanges: Body, MergePatch {
    /// The subject of the lessons.
    var subject: SubjectCode?
    /// The level of the lessons; null for any.
    var level: Change<SubjectLevel>
    /// The title that students read.
    var name: Package.Name?
    /// More about the lessons; null for nothing.
    var description: Change<Package.Explanation>
    /// How many lessons it has, from 1 to 100.
    var lessons: Ranged<1, 1_000>?
    /// The length of each lesson.
    var minutes: LessonMinutes?
    /// The price of all lessons together in cents, before the discount.
    var listPriceMinor: PositiveCents?
    /// How many days the lessons can begin after the payment, from 7 to 730.
    var validityDays: Ranged<1, 10_000>?
    /// A reduction of the price; null for none.
    var discount: Change<PackageDiscount>
    /// Refused: the server calculates it.
    var priceMinor: Computed?
}
