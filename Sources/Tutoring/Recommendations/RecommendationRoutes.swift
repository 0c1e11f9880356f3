import Kernel
import Platform
import Store
import Web

/// Packages that somebody may like, and the figures of packages.
enum RecommendationRoutes {
    static let routes = rows.tagged("Packages")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                      handler    needs
        Get("/packages/recommended",   recommend, .anyone,     "Recommend packages",
            details: "At most ten: first other packages of the buyers of the caller's packages, then by subject, rating and price. Students also get files of their tutors on topics that they do not master yet.")
        Get("/packages/{id}/analytics", figures,  .ownFigures, "Get the figures of a package",
            details: "Of its tutor, and for administrators.").refuses(.notFound)
    }

    static func recommend(_ call: Call, query: RecommendationQuery) async throws -> RecommendationsView {
        try await call.db.read { tx in
            if let subject = query.subject { try SchoolSubject.demand(subject, at: "query/subject", tx) }
            return try Recommendations(subject: query.subject, call: call).view(tx)
        }
    }

    static func figures(_ call: Call, id: ID<Package>, span: FigureSpan) async throws -> PackageFigures {
        try await call.db.read { tx in
            let whose: SQL = try call.scope.reach == .all ? "TRUE" : Package.isOwn(call)
            _ = try Package.find(id, where: whose, tx)
            let period = try span.period(in: call.site.product.zone)
            return try PackageTally(package: id, period: period).figures(tx)
        }
    }
}

/// The subject of the recommendations.
struct RecommendationQuery: Query {
    /// The preferred subject; those of the caller's purchases and wishes when absent.
    var subject: SubjectCode?
}

/// Packages that somebody may like.
struct RecommendationsView: View {
    /// The best first, ten at most.
    var data: [RecommendedPackage]
    /// Files on topics that the student does not master yet; absent for others.
    var material: [Material]?
}

/// A package that somebody may like.
struct RecommendedPackage: Codable, Sendable {
    /// The suggested offer, with its price and terms as the reader sees them.
    var package: PackageView
    /// From 0 to 1; comparable with others of the same reason only.
    var score: Double
    /// The parts of the score.
    var parts: [ScorePart]
    /// The reason in words, in the reader's language.
    var why: String
}
