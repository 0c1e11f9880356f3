extension Feature {
    static let linkPages = Feature(siteRoutes: LinkPages.routes, jobs: [MailConfirmationLink.self])
}
