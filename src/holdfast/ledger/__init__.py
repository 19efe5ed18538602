"""Why (acts), what (history), who looked (reads). Written by every change of state; altered by none."""
