import Platform

extension Feature {
    /// Suggested times and the figures of lessons; stands after ``lessons``.
    static let suggestions = Feature(routes: SuggestionRoutes.routes)
}
