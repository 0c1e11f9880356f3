import Kernel
import Platform
import Web

extension Feature {
    static let threads = Feature(
        routes: ThreadRoutes.routes,
        migrations: [Thread.migration],
        jobs: [UnreadMail.self],
        problems: [.clientIDReused],
        quotas: [.messagesAMinute, .threadsADay],
        bounds: [
            Bound("POST /messages/threads", .threadsADay),
            Bound("POST /messages/threads/{id}/messages", .messagesAMinute, .fileReshares),
            Bound("POST /messages/threads/{id}/read", because: "one row of each member, which only grows"),
        ],
        personalData: Thread.personalData,
        retention: [Thread.retention],
        personSealed: [ThreadMessage.sealedOriginal],
        audit: ThreadAction.self
    )
}
