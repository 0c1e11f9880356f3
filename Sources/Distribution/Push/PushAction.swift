import Platform

enum PushAction: String, AuditAction {
    case announcementPost = "distribution.announcement.post"
    case messageSend = "distribution.message.send"
}
