import Kernel
import Store

/// The level at which a subject is taught.
enum SubjectLevel: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    /// Primary school.
    case primary
    /// Lower secondary school.
    case lowerSecondary = "lower_secondary"
    /// Upper secondary school.
    case upperSecondary = "upper_secondary"
    /// University.
    case university
    /// Adults outside of school.
    case adult
}

/// How well somebody speaks a language, by the Common European Framework; native speakers have C2.
enum LanguageLevel: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
    /// Beginner.
    case a1 = "A1"
    /// Elementary.
    case a2 = "A2"
    /// Intermediate.
    case b1 = "B1"
    /// Upper intermediate.
    case b2 = "B2"
    /// Advanced.
    case c1 = "C1"
    /// Proficient or native.
    case c2 = "C2"
}
