"""What the front door asks for."""
