import Store

extension SchoolSubject {
    static let migration = Migration(
        id: "tutoring/subjects-001",
        """
        CREATE TABLE subject (
            code {text} PRIMARY KEY,
            name_it {text} NOT NULL,
            name_en {text} NOT NULL,
            is_school {bool} NOT NULL
        ) {strict};
        INSERT INTO subject (code, name_it, name_en, is_school) VALUES
            ('mathematics', 'Matematica', 'Mathematics', TRUE),
            ('physics', 'Fisica', 'Physics', TRUE),
            ('chemistry', 'Chimica', 'Chemistry', TRUE),
            ('biology', 'Biologia', 'Biology', TRUE),
            ('computer_science', 'Informatica', 'Computer science', TRUE),
            ('statistics', 'Statistica', 'Statistics', TRUE),
            ('economics', 'Economia', 'Economics', TRUE),
            ('law', 'Diritto', 'Law', TRUE),
            ('italian', 'Italiano', 'Italian', TRUE),
            ('latin', 'Latino', 'Latin', TRUE),
            ('greek', 'Greco antico', 'Ancient Greek', TRUE),
            ('history', 'Storia', 'History', TRUE),
            ('philosophy', 'Filosofia', 'Philosophy', TRUE),
            ('geography', 'Geografia', 'Geography', TRUE),
            ('art_history', 'Storia dell''arte', 'Art history', TRUE),
            ('english', 'Inglese', 'English', TRUE),
            ('french', 'Francese', 'French', TRUE),
            ('german', 'Tedesco', 'German', TRUE),
            ('spanish', 'Spagnolo', 'Spanish', TRUE),
            ('chinese', 'Cinese', 'Chinese', TRUE),
            ('music', 'Musica', 'Music', TRUE),
            ('homework_help', 'Aiuto nei compiti', 'Homework help', TRUE),
            ('test_preparation', 'Preparazione ai test', 'Test preparation', TRUE),
            ('guitar', 'Chitarra', 'Guitar', FALSE),
            ('driving_theory', 'Teoria della guida', 'Driving theory', FALSE),
            ('tennis', 'Tennis', 'Tennis', FALSE),
            ('swimming', 'Nuoto', 'Swimming', FALSE),
            ('fitness', 'Fitness', 'Fitness', FALSE),
            ('chess', 'Scacchi', 'Chess', FALSE);
        """
    )
}
