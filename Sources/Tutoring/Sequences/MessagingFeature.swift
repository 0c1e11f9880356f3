import Platform

extension Feature {
    /// The numbers of messages; their texts and sequences are features of the platform.
    static let messaging = Feature(routes: NoticeFigureRoutes.routes)
}
