enum BookingAction: String, AuditAction {
    case calendarFeedOpen = "calendar.feed.open"
    case calendarFeedRevoke = "calendar.feed.revoke"
}
