import Platform

enum TutorAction: String, AuditAction {
    case open = "tutoring.tutor.open"
    case change = "tutoring.tutor.change"
    case sendPapers = "tutoring.tutor.send_papers"
    case readPapers = "tutoring.tutor.read_papers"
}
